"""The sum of a list that workers add up chunk by chunk."""
import multiprocessing
import sys

CHUNKS = 16

if __name__ == '__main__':
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    numbers = list(range(length))
    size = -(-length // CHUNKS)
    with multiprocessing.Pool() as pool:
        sums = pool.map(sum, [numbers[i * size : (i + 1) * size] for i in range(CHUNKS)])
    print(f'sum: {sum(sums)}')
