"""Python's side of the pool cases: `map`, `apply_async`, and the first result of a new pool, which is ended off the clock."""
import multiprocessing
import platform

from serve import serve

calls, finish = {}, {}
pool = None


def square(x):
    return x * x


def load(request):
    global pool
    items = [i + 0.5 for i in range(request['n'])]
    workers = request['workers']
    if pool is None:
        pool = multiprocessing.Pool(workers)

    def submit():
        tasks = [pool.apply_async(square, (item,)) for item in items]
        return [task.get() for task in tasks]

    def first():
        started = multiprocessing.Pool(workers)
        started.apply(square, (1,))
        return started

    calls.update({'pool.map': lambda: pool.map(square, items), 'pool.submit': submit, 'first result': first})
    finish.update({'first result': lambda started: started.terminate()})
    return {}


if __name__ == '__main__':
    serve(platform.python_version(), calls, load, finish)
    if pool is not None:
        pool.terminate()
