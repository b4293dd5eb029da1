import re
import time
from multiprocessing import Pool

IMAGES = 10_000
BATCH = 100


def thumbnail(path):
    number = int(re.search(r'\d+', path).group())
    width = 640 + number * 37 % 1280
    height = 480 + number * 53 % 960
    scale = max(width, height) / 128
    return int(width / scale) * int(height / scale) * 3


if __name__ == '__main__':
    paths = (f'images/photo-{number:05}.jpg' for number in range(IMAGES))
    start = time.perf_counter()
    done = 0
    total = 0
    with Pool(processes=4) as pool:
        for size in pool.imap_unordered(thumbnail, paths, chunksize=BATCH):
            total += size
            done += 1
            if done % 1000 == 0:
                print(f'{done} of {IMAGES} images')
    print(f'{total} bytes of thumbnails in {time.perf_counter() - start:.2f} s')
