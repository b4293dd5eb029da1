"""NumPy's side of the compiled functions: whole-array operations with `out=` where they allow it."""
import numpy as np

from serve import serve

calls = {}


def load(request):
    a = {name: np.fromfile(path) for name, path in request['arrays'].items()}
    x, y, z, out = a['x'], a['y'], a['z'], a['out']
    fresh = x.copy()

    def polynomial():
        np.multiply(x, 11.0, out=out)
        for k in range(10, 1, -1):
            np.add(out, k, out=out)
            np.multiply(out, x, out=out)
        return np.add(out, 1.0, out=out)

    def wave():
        np.multiply(x, x, out=out)
        np.add(out, y * y, out=out)
        np.sqrt(out, out=out)
        return np.multiply(out, np.exp(-x), out=out)

    calls.update({
        'a*b+c': lambda: np.add(np.multiply(x, y, out=out), z, out=out),
        'polynomial of degree 10': polynomial,
        'sqrt * exp': wave,
        'sqrt * exp, portable': wave,
        'x * 2 in place': lambda: np.multiply(fresh, 2.0, out=fresh),
        'mapReduce of squares': lambda: x.dot(x),
    })
    return {'calls': list(calls)}


serve(np.__version__, calls, load)
