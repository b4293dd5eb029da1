"""A worker at the other end of a pipe, which answers in capitals."""
import multiprocessing


def upper(pipe):
    while (text := pipe.recv()) is not None:
        pipe.send(text.upper())


if __name__ == '__main__':
    here, there = multiprocessing.Pipe()
    worker = multiprocessing.Process(target=upper, args=(there,))
    worker.start()
    for text in ['hello', 'from the', 'parent']:
        here.send(text)
        print(here.recv())
    here.send(None)
    worker.join()
