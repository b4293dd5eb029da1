import time
from collections import Counter
from functools import reduce
from multiprocessing import Pool
from operator import add

TEXTS = 1000
LENGTH = 200
WORDS = 'the quick brown fox jumps over a lazy dog while many small birds sing in an old tree'.split()


def texts():
    state = 1
    for _ in range(TEXTS):
        words = []
        for _ in range(LENGTH):
            state = (state * 1103515 + 12345) % 2147483648
            words.append(WORDS[state // 65536 % len(WORDS)])
        yield ' '.join(words)


def count_words(text):
    return Counter(text.split(' '))


if __name__ == '__main__':
    start = time.perf_counter()
    with Pool(processes=4) as pool:
        total = reduce(add, pool.map(count_words, texts()))
    for word, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:10]:
        print(f'{word}: {count}')
    print(f'{TEXTS} texts in {time.perf_counter() - start:.2f} s')
