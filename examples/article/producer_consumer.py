"""A producer and three consumers around a queue of at most 50 values."""
import multiprocessing
import sys


def consume(queue, results):
    squares = []
    while (item := queue.get()) is not None:
        squares.append(item['number'] ** 2)
    results.put(squares)


if __name__ == '__main__':
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    queue, results = multiprocessing.Queue(50), multiprocessing.Queue()
    consumers = [multiprocessing.Process(target=consume, args=(queue, results)) for _ in range(3)]
    for consumer in consumers:
        consumer.start()
    for number in range(count):
        queue.put({'number': number})
    for _ in consumers:
        queue.put(None)
    squares = [square for _ in consumers for square in results.get()]
    for consumer in consumers:
        consumer.join()
    print(f'consumed: {len(squares)}')
    print(f'sum of squares: {sum(squares)}')
