from multiprocessing import Pool


def power(base, exponent):
    return base**exponent


if __name__ == '__main__':
    bases = [2, 3, 4, 5]
    exponents = [10, 5, 3, 2]
    with Pool(processes=4) as pool:
        rows = pool.starmap(power, [(2, 10), (3, 5), (4, 3), (5, 2)])
        print('starmap:', *rows)
        columns = pool.starmap(power, zip(bases, exponents))
        print('columns:', *columns)
