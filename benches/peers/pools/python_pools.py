"""Python's side of the pool cases: `python_pools.py <pool> <kind> <size>`, where the kind is how its processes start.

The pools are multiprocessing's Pool, with chunks of its own choice and with one item in each, and concurrent.futures'
ProcessPoolExecutor, which has one item in each unless it is told otherwise.
"""
import math
import multiprocessing
import os
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from serve import serve

CHUNKS = 4


def square(x):
    return x * x


def words(text):
    return len(text.split())


class Pool:
    def __init__(self, context, size, chunksize=None):
        self.pool = context.Pool(size)
        self.chunksize = chunksize

    def map(self, function, items):
        return self.pool.map(function, items, self.chunksize)

    def words(self, texts):
        return self.pool.map(words, texts)

    def apply(self, function, items):
        tasks = [self.pool.apply_async(function, (item,)) for item in items]
        return [task.get() for task in tasks]

    def close(self):
        self.pool.terminate()


class Executor:
    def __init__(self, context, size):
        self.executor = ProcessPoolExecutor(size, context)
        self.size = size

    def map(self, function, items):
        return list(self.executor.map(function, items))

    def words(self, texts):
        return list(self.executor.map(words, texts, chunksize=math.ceil(len(texts) / (CHUNKS * self.size))))

    def apply(self, function, items):
        tasks = [self.executor.submit(function, item) for item in items]
        return [task.result() for task in tasks]

    def close(self):
        self.executor.shutdown()


def main():
    name, kind, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    context = multiprocessing.get_context(kind)
    kinds = {
        'Pool': lambda: Pool(context, size),
        'Pool 1 by 1': lambda: Pool(context, size, 1),
        'Executor': lambda: Executor(context, size),
    }
    pools, data = [], {}

    def pool():
        if not pools:
            pools.append(kinds[name]())
        return pools[0]

    def numbers(n):
        if n not in data:
            data[n] = [i + 0.5 for i in range(n)]
        return data[n]

    def texts():
        if 'texts' not in data:
            data['texts'] = [f'word{i} ' * 1000 for i in range(1000)]
        return data['texts']

    def other(request):
        if request['op'] == 'start':
            start = time.perf_counter()
            pool().apply(square, [1])
            return {'ms': (time.perf_counter() - start) * 1e3}
        for _ in range(request['rounds']):
            pool().apply(time.sleep, [request['ms'] / 1e3] * size)
        return {}

    serve(
        platform.python_version(),
        {
            'map of 100000': lambda: pool().map(square, numbers(100_000)),
            'map of 10000': lambda: pool().map(square, numbers(10_000)),
            'apply': lambda: pool().apply(square, numbers(10_000)),
            'word count': lambda: pool().words(texts()),
        },
        other,
    )
    for used in pools:
        used.close()


if __name__ == '__main__':
    main()
