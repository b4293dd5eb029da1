"""Python's side of the locks: taken and given back, and two processes that go round three of them, as sync.mjs says."""
import multiprocessing
import platform

from serve import serve

ROUND = 300


def walk(locks, at, count):
    for _ in range(count):
        at = (at + 1) % len(locks)
        locks[at].acquire()
        locks[at - 1].release()
    return at


def partner(locks, requests, replies):
    locks[1].acquire()
    replies.send(None)
    at = 1
    while True:
        requests.recv()
        at = walk(locks, at, ROUND)
        replies.send(None)


def main():
    lock = multiprocessing.Lock()
    locks = [multiprocessing.Lock() for _ in range(3)]
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=partner, args=(locks, there, there), daemon=True)
    locks[0].acquire()
    process.start()
    here.recv()
    at = 0

    def uncontended():
        lock.acquire()
        lock.release()

    def rounds():
        nonlocal at
        here.send(None)
        at = walk(locks, at, ROUND)
        here.recv()

    serve(platform.python_version(), {'uncontended lock': uncontended, 'hand-over': rounds}, lambda request: {})
    process.kill()


if __name__ == '__main__':
    main()
