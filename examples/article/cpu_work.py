import sys
import time
from multiprocessing import Process


def cpu_work(n):
    total = 0
    for i in range(n):
        total += i * i
    print(f'cpu_work({n}) = {total:.6e}')


def create(n):
    return [Process(target=cpu_work, args=(n + i,)) for i in range(4)]


if __name__ == '__main__':
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    start = time.perf_counter()
    for process in create(n):
        process.start()
        process.join()
    middle = time.perf_counter()
    processes = create(n)
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    end = time.perf_counter()
    print('exit codes:', *(process.exitcode for process in processes))
    print(f'one after the other: {middle - start:.2f} s')
    print(f'all at once: {end - middle:.2f} s')
