from multiprocessing import Pool


def process_item(item):
    return item * item


if __name__ == '__main__':
    with Pool(processes=4) as pool:
        results = pool.map(process_item, range(10))
    print('results:', *results)
