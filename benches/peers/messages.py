"""Python's side of the messages between processes: so many put by one and got by the other, as ipc.mjs says."""
import multiprocessing
import platform

from serve import serve

SMALL = {'id': 12345, 'name': 'abcdefghijklmnop', 'tags': ['a', 'b'], 'at': 1.5, 'ok': True}
LARGE = bytes(2**20)


def partner(get, answers):
    while True:
        count = get()
        for _ in range(count):
            get()
        answers.send(count)


def rounds(put, get, message, count):
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=partner, args=(get, there), daemon=True)
    process.start()

    def call():
        put(count)
        for _ in range(count):
            put(message)
        here.recv()

    return call


def main():
    small, large = multiprocessing.Queue(), multiprocessing.Queue()
    sent, received = multiprocessing.Pipe()
    calls = {
        'queue of small objects': rounds(small.put, small.get, SMALL, 5000),
        'pipe of small objects': rounds(sent.send, received.recv, SMALL, 5000),
        'queue of 1 MiB': rounds(large.put, large.get, LARGE, 200),
    }
    serve(platform.python_version(), calls, lambda request: {})


if __name__ == '__main__':
    main()
