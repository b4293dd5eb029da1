"""NumPy's side of the array cases: the data comes in files, results go into arrays that are there already, where NumPy can."""
import numpy as np

from serve import serve

calls = {}


def load(request):
    x, y = (np.fromfile(request[name], dtype=request['dtype']) for name in ('x', 'y'))
    bins, levels = request['bins'], request['levels']
    out = np.empty_like(x)

    def sort():
        np.copyto(out, x)
        out.sort()
        return out

    calls.update(
        sum=x.sum,
        dot=lambda: x.dot(y),
        mean=x.mean,
        variance=x.var,
        std=x.std,
        min=x.min,
        max=x.max,
        argmin=x.argmin,
        argmax=x.argmax,
        cumsum=lambda: np.cumsum(x, out=out),
        histogram=lambda: np.histogram(x, bins, (0, 1))[0],
        sort=sort,
        argsort=lambda: np.argsort(x, kind='stable'),
        quantile=lambda: np.quantile(x, levels),
        median=lambda: np.median(x),
    )
    return {}


serve(np.__version__, calls, load)
