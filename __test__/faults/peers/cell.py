"""`python3 cell.py POOL REQUEST`: one cell of the table for Python's pools, told in the same events as cell.mjs.

The faults are what is nearest in Python; those that have no like are not asked. Each promise is waited for in a thread of
its own, because Python's futures block, and only `result` and `get` are what a user waits with.
"""
import concurrent.futures
import json
import multiprocessing
import os
import signal
import sys
import threading
import time

WORKERS = 2
STOP_AFTER = 0.2
ITEMS = 12
BAD = 5
END_BOUND = 5


def square(x):
    return x * x


def pause(ms):
    time.sleep(ms / 1000)
    return ms


def pid(ms):
    time.sleep(ms / 1000)
    return os.getpid()


def work(ms):
    until = time.monotonic() + ms / 1000
    while time.monotonic() < until:
        pass
    return ms


def size(data):
    return len(data)


def zeros(count):
    return bytes(count)


def receive(_):
    return 'received'


def leave(go):
    return os._exit(3) if go else 'fine'


def hoard(go):
    held = []
    while go:
        held.append([0] * 1000)
    return 'fine'


def abort(go):
    return os.abort() if go else 'fine'


def signal_self(go):
    if go:
        os.kill(os.getpid(), getattr(signal, go))
        time.sleep(60)
    return 'fine'


def loop(go):
    while go:
        pass
    return 'fine'


def never(go):
    if go:
        time.sleep(60)
    return 'fine'


class Refuses:
    """Neither goes out nor says so in a usual way."""

    def __reduce__(self):
        raise RuntimeError('will not be pickled')


UNPICKLABLE = {
    'function': lambda: lambda: 1,
    'generator': lambda: (x for x in [1]),
    'function inside': lambda: {'rows': [1, lambda: 1]},
    'refusal': Refuses,
    'lock': threading.Lock,
    'class': lambda: type('Local', (), {})(),
    'module': lambda: sys,
}


def give_back(kind):
    return UNPICKLABLE[kind]()


class TwoArguments(Exception):
    def __init__(self, first, second):
        super().__init__(first)


class Holding(Exception):
    def __init__(self, held=None):
        super().__init__('thrown')
        self.held = held


ODD = {
    'exception that cannot be made again': lambda: TwoArguments(1, 2),
    'exception with a function': lambda: Holding(lambda: 1),
    'SystemExit': lambda: SystemExit(3),
    'KeyboardInterrupt': KeyboardInterrupt,
    'GeneratorExit': GeneratorExit,
    'StopIteration': lambda: StopIteration(1),
    'exception with a lock': lambda: Holding(threading.Lock()),
}


def throw_odd(kind):
    raise ODD[kind]()


TASKS = {
    'exit': leave,
    'hoard': hoard,
    'abort': abort,
    'signalSelf': signal_self,
    'loop': loop,
    'never': never,
    'square': square,
    'work': work,
}


def limit(mebibytes):
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))


def refuse():
    raise RuntimeError('no start')


def endless():
    threading.Event().wait()


# Fork, Python's default for long, copies the locks that other threads hold, and then fails by itself.
CONTEXT = multiprocessing.get_context('spawn' if sys.platform == 'win32' else 'forkserver')


class Pool:
    """multiprocessing.Pool."""

    def __init__(self, initializer, initargs):
        self.pool = CONTEXT.Pool(WORKERS, initializer, initargs)

    def run(self, fn, arg, timeout=None):
        waiting = self.pool.apply_async(fn, (arg,))
        return lambda: waiting.get(timeout)

    def map(self, fn, items, chunksize, timeout=None):
        waiting = self.pool.map_async(fn, items, chunksize)
        return lambda: waiting.get(timeout)

    def imap(self, fn, items, chunksize, ordered):
        return (self.pool.imap if ordered else self.pool.imap_unordered)(fn, items, chunksize or 1)

    def close(self):
        self.pool.terminate()
        self.pool.join()


class ProcessPoolExecutor:
    """concurrent.futures.ProcessPoolExecutor."""

    def __init__(self, initializer, initargs):
        self.pool = concurrent.futures.ProcessPoolExecutor(WORKERS, CONTEXT, initializer, initargs)

    def run(self, fn, arg, timeout=None):
        future = self.pool.submit(fn, arg)
        return lambda: future.result(timeout)

    def submit(self, fn, arg):
        try:
            future = self.pool.submit(fn, arg)
        except concurrent.futures.BrokenExecutor as error:
            future = concurrent.futures.Future()
            future.set_exception(error)
        return future.result, future.cancel

    def map(self, fn, items, chunksize, timeout=None):
        results = self.pool.map(fn, items, timeout=timeout, chunksize=chunksize or 1)
        return lambda: list(results)

    def imap(self, fn, items, chunksize, ordered):
        return self.pool.map(fn, items, chunksize=chunksize or 1)

    def close(self):
        self.pool.shutdown(wait=True, cancel_futures=True)


class Cell:
    def __init__(self, request):
        self.file = request['file']
        self.bound = request['bound'] / 1000
        self.open = []
        self.lock = threading.Lock()
        self.last = 0

    def tell(self, **event):
        with self.lock, open(self.file, 'a') as file:
            file.write(json.dumps(event) + '\n')

    def note(self, what, wait, wrong):
        """Waits for a promise in a thread; `wrong` says what is wrong with (value, error)."""
        self.last += 1
        id = self.last
        self.tell(event='submitted', id=id, what=what)

        def settle():
            try:
                outcome = (wait(), None)
            except BaseException as error:
                outcome = (None, error)
            complaint = wrong(*outcome)
            self.tell(event='settled', id=id, **({'wrong': complaint} if complaint else {}))

        thread = threading.Thread(target=settle, daemon=True)
        thread.start()
        self.open.append(thread)

    def settled(self):
        until = time.monotonic() + self.bound
        for thread in self.open:
            thread.join(max(0, until - time.monotonic()))
        self.open = []


def gives(expected):
    return lambda value, error: f'raised {error!r}' if error is not None else None if value == expected else f'gave {value!r}'[:300]


def fails(value, error):
    return f'gave {value!r}' if error is None else None


def anything(value, error):
    return None


def items(fault):
    return [i == BAD and fault.get('go', True) for i in range(ITEMS)]


def raising(call):
    """What a call waits for; one that raises at once is one that rejects."""
    try:
        return call()
    except Exception as error:
        caught = error

        def wait():
            raise caught

        return wait


def tasks(cell, pool, fault):
    raising(lambda: pool.run(pause, 50))()
    cell.note('running', raising(lambda: pool.run(pause, 300)), gives(300))
    fn, go = TASKS[fault['task']], fault.get('go', True)
    if fault.get('stop') == 'cancel':
        wait, cancel = pool.submit(fn, go)
        threading.Timer(STOP_AFTER, cancel).start()
        cell.note('bad', wait, fails)
    else:
        timeout = STOP_AFTER if fault.get('stop') == 'timeout' else None
        cell.note('bad', raising(lambda: pool.run(fn, go, timeout)), fails)
    for i in range(1, 5):
        cell.note(f'queued {i}', raising(lambda: pool.run(square, i)), gives(i * i))
    cell.settled()
    works(cell, pool)


def map_(cell, pool, fault):
    fn, good = TASKS[fault['task']], list(range(40))
    timeout = STOP_AFTER if fault.get('stop') == 'timeout' else None
    for chunksize in (1, 4, None):
        cell.note(f'bad map, chunksize {chunksize}', raising(lambda: pool.map(fn, items(fault), chunksize, timeout)), fails)
        squares = gives([x * x for x in good])
        cell.note(f'good map, chunksize {chunksize}', raising(lambda: pool.map(square, good, chunksize)), squares)
        cell.settled()
    cell.note('map afterwards', raising(lambda: pool.map(fn, [False] * ITEMS, None)), gives(['fine'] * ITEMS))
    works(cell, pool)


def imap(cell, pool, fault):
    fn = TASKS[fault['task']]
    for chunksize in (1, 4):
        for ordered in (True, False):
            bad = raising(lambda: pool.imap(fn, items(fault), chunksize, ordered))
            cell.note(f'bad imap, ordered {ordered}, chunksize {chunksize}', collect(bad), fails)
        good = raising(lambda: pool.imap(square, [3] * ITEMS, chunksize, True))
        cell.note(f'good imap, chunksize {chunksize}', collect(good), gives([9] * ITEMS))
        cell.settled()
    works(cell, pool)


def collect(results):
    return results if callable(results) else lambda: list(results)


def cancel(cell, pool, fault):
    """Only what waits can be cancelled in Python, so nothing that runs is."""
    go = fault.get('go', True)
    kept, _ = pool.submit(square, 2)
    evil = [pool.submit(TASKS[fault['task']], go)]
    waiting = [pool.submit(square, i) for i in range(6)]
    if fault.get('stop') == 'cancel':
        threading.Timer(STOP_AFTER, evil[0][1]).start()
    taken = [task[1]() if i % 2 else False for i, task in enumerate(waiting)]
    cell.note('bad', evil[0][0], fails)
    cell.note('kept', kept, gives(4))
    for i, (wait, _) in enumerate(waiting):
        cell.note(f'waiting {i}', wait, fails if taken[i] else gives(i * i))
    cell.settled()
    works(cell, pool)


def start(cell, pool, fault):
    for i in range(4):
        cell.note(f'task {i}', raising(lambda: pool.run(square, i)), fails)
    cell.note('map', raising(lambda: pool.map(square, [1, 2, 3], None)), fails)
    cell.settled()
    if fault['start'] == 'throw':
        cell.note('later', raising(lambda: pool.run(square, 5)), fails)
    cell.settled()


def argument(cell, pool, fault):
    for kind, make in UNPICKLABLE.items():
        value = make()
        cell.note(kind, raising(lambda: pool.run(receive, value)), fails)
        cell.note(f'beside {kind}', raising(lambda: pool.run(square, 3)), gives(9))
    cell.settled()
    cell.note('map', raising(lambda: pool.map(receive, [1, 2, lambda: 3, 4], 2)), fails)
    cell.settled()
    works(cell, pool)


def result(cell, pool, fault):
    by_name(cell, pool, give_back, UNPICKLABLE)


def thrown(cell, pool, fault):
    by_name(cell, pool, throw_odd, ODD)


def by_name(cell, pool, fn, kinds):
    for kind in kinds:
        cell.note(kind, raising(lambda: pool.run(fn, kind)), fails)
        cell.note(f'beside {kind}', raising(lambda: pool.run(square, 3)), gives(9))
    cell.settled()
    works(cell, pool)


def large(cell, pool, fault):
    count = cell.bytes
    cell.note('there', raising(lambda: pool.run(size, bytes(count))), gives(count))
    cell.note('back', raising(lambda: pool.run(zeros, count)), lambda value, error: None if value is not None and len(value) == count else f'{error!r}')
    for i in range(4):
        cell.note(f'beside {i}', raising(lambda: pool.run(square, i)), gives(i * i))
    cell.settled()
    works(cell, pool)


def terminate(cell, pool, fault):
    for i in range(2):
        cell.note(f'stuck {i}', raising(lambda: pool.run(loop, True)), fails)
    for i in range(4):
        cell.note(f'waiting {i}', raising(lambda: pool.run(square, i)), fails)
    time.sleep(STOP_AFTER)
    cell.note('terminate', pool.close, anything)
    cell.settled()


def killed_idle(cell, pool, fault):
    for round in range(3):
        pids = {wait() for wait in [pool.run(pid, 50), pool.run(pid, 50)]}
        for one in pids:
            os.kill(one, signal.SIGKILL)
        for i in range(4):
            cell.note(f'round {round}, task {i}', raising(lambda: pool.run(square, i)), gives(i * i))
        cell.settled()
    works(cell, pool)


def broken(cell, pool, fault):
    raising(lambda: pool.run(pause, 50))()
    cell.note('running', raising(lambda: pool.run(pause, 60_000)), fails)
    cell.note('bad', raising(lambda: pool.run(leave, True)), fails)
    for i in range(4):
        cell.note(f'queued {i}', raising(lambda: pool.run(square, i)), fails)
    cell.settled()
    cell.note('later', raising(lambda: pool.run(square, 5)), fails)
    cell.settled()


def orphans(cell, pool, fault):
    for wait in [pool.run(pause, 50), pool.run(pause, 50)]:
        wait()
    for _ in range(WORKERS):
        pool.run(TASKS[fault['task']], fault.get('go', True))
    time.sleep(STOP_AFTER)
    cell.tell(event='up')
    time.sleep(60)


def left_open(cell, pool, fault):
    works(cell, pool)


def works(cell, pool):
    cell.note('afterwards', raising(lambda: pool.run(square, 7)), gives(49))
    for i in range(WORKERS):
        cell.note(f'afterwards, worker {i}', raising(lambda: pool.run(pause, 50)), gives(50))
    cell.settled()


SHAPES = {
    'tasks': tasks,
    'map': map_,
    'imap': imap,
    'cancel': cancel,
    'start': start,
    'argument': argument,
    'result': result,
    'thrown': thrown,
    'large': large,
    'terminate': terminate,
    'killedIdle': killed_idle,
    'broken': broken,
    'orphans': orphans,
    'leftOpen': left_open,
}


def main():
    kind, request = sys.argv[1], json.loads(sys.argv[2])
    if kind == 'version':
        print(sys.version.split()[0])
        return
    fault = request['fault']
    cell = Cell(request)
    cell.bytes = request['bytes']
    initializer, initargs = None, ()
    if 'memory' in fault:
        initializer, initargs = limit, (256,)
    if 'start' in fault:
        initializer = {'throw': refuse, 'hang': endless}[fault['start']]
    for shape in request['shapes']:
        if shape == 'imap' and 'stop' in fault:
            continue
        pool = {'multiprocessing.Pool': Pool, 'ProcessPoolExecutor': ProcessPoolExecutor}[kind](initializer, initargs)
        SHAPES[shape](cell, pool, fault)
        if shape == 'leftOpen':
            continue
        cell.note('close', pool.close, anything)
        cell.settled()
    cell.tell(event='done')
    watch = threading.Timer(END_BOUND, held, (cell,))
    watch.daemon = True
    watch.start()


def held(cell):
    cell.tell(event='held', by=[thread.name for thread in threading.enumerate() if not thread.daemon])
    os._exit(1)


if __name__ == '__main__':
    main()
