"""Numba's side of the compiled functions: the loops of compiled_plain.mjs, compiled in parallel, without fast-math."""
import math

import numba
import numpy as np
from numba import njit, prange

from serve import serve

calls = {}


@njit(parallel=True)
def multiply_add(x, y, z, out):
    for i in prange(x.size):
        out[i] = x[i] * y[i] + z[i]


@njit(parallel=True)
def polynomial(x, out):
    for i in prange(x.size):
        v = x[i]
        out[i] = 1 + v * (2 + v * (3 + v * (4 + v * (5 + v * (6 + v * (7 + v * (8 + v * (9 + v * (10 + v * 11)))))))))


@njit(parallel=True)
def wave(x, y, out):
    for i in prange(x.size):
        out[i] = math.sqrt(x[i] * x[i] + y[i] * y[i]) * math.exp(-x[i])


@njit(parallel=True)
def mandelbrot(re, im, out):
    for i in prange(re.size):
        x, y, k = 0.0, 0.0, 0
        while k < 200:
            xx, yy = x * x, y * y
            if xx + yy > 4:
                break
            y = 2 * x * y + im[i]
            x = xx - yy + re[i]
            k += 1
        out[i] = k


@njit(parallel=True)
def squares(steps, out):
    for k in prange(steps.size):
        end = steps[k] * 1000
        s, i = 0.0, 0.0
        while i < end:
            s += i * i
            i += 1
        out[k] = s


@njit(parallel=True)
def double(x):
    for i in prange(x.size):
        x[i] = x[i] * 2


@njit(parallel=True)
def sum_of_squares(x):
    total = 0.0
    for i in prange(x.size):
        total += x[i] * x[i]
    return total


def load(request):
    a = {name: np.fromfile(path) for name, path in request['arrays'].items()}
    x, y, z, out = a['x'], a['y'], a['z'], a['out']
    fresh = x.copy()

    def into(function, *arguments):
        def call():
            function(*arguments)
            return arguments[-1]

        return call

    calls.update({
        'a*b+c': into(multiply_add, x, y, z, out),
        'polynomial of degree 10': into(polynomial, x, out),
        'sqrt * exp': into(wave, x, y, out),
        'sqrt * exp, portable': into(wave, x, y, out),
        'mandelbrot': into(mandelbrot, a['re'], a['im'], out),
        'sum of i * i': into(squares, a['steps'], out),
        'x * 2 in place': into(double, fresh),
        'mapReduce of squares': lambda: sum_of_squares(x),
    })
    return {'calls': list(calls)}


serve(numba.__version__, calls, load)
