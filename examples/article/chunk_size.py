import time
from multiprocessing import Pool

ITEMS = 10_000


def square(x):
    return x * x


if __name__ == '__main__':
    with Pool(processes=2) as pool:
        print('chunk size | total        | time')
        for chunk_size in [1, 10, 100, 1000]:
            start = time.perf_counter()
            squares = pool.map(square, range(ITEMS), chunksize=chunk_size)
            seconds = time.perf_counter() - start
            print(f'{chunk_size:10} | {sum(squares)} | {seconds:.3f} s')
