"""numexpr's side of the compiled functions: expressions, on all cores, into arrays that are there already."""
import numexpr as ne
import numpy as np

from serve import serve

calls = {}


def load(request):
    a = {name: np.fromfile(path) for name, path in request['arrays'].items()}
    out = a['out']
    fresh = a['x'].copy()

    def expression(text):
        return lambda: ne.evaluate(text, local_dict=a, out=out)

    polynomial = '11.0'
    for k in range(10, 0, -1):
        polynomial = f'{float(k)} + x * ({polynomial})'
    wave = expression('sqrt(x * x + y * y) * exp(-x)')
    calls.update({
        'a*b+c': expression('x * y + z'),
        'polynomial of degree 10': expression(polynomial),
        'sqrt * exp': wave,
        'sqrt * exp, portable': wave,
        'x * 2 in place': lambda: ne.evaluate('x * 2.0', local_dict={'x': fresh}, out=fresh),
        'mapReduce of squares': lambda: ne.evaluate('sum(x * x)', local_dict=a),
    })
    return {'calls': list(calls)}


serve(ne.__version__, calls, load)
