"""An array that four workers double in place, each its quarter."""
import multiprocessing
import sys


def double(array, start, end):
    for i in range(start, end):
        array[i] *= 2


if __name__ == '__main__':
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    array = multiprocessing.Array('d', range(length), lock=False)
    quarter = -(-length // 4)
    workers = [
        multiprocessing.Process(target=double, args=(array, part * quarter, min(length, (part + 1) * quarter)))
        for part in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print('first:', *(int(value) for value in array[:5]))
    print(f'sum: {int(sum(array))}')
