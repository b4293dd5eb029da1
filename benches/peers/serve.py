"""Answers the requests of python.mjs, a line of JSON each, about a program's functions.

`value` gives some numbers of an answer, as agree.mjs picks them; `time` the milliseconds of so many calls; anything else
is the program's to `load`.
"""
import json
import sys
import time

PLACES = 1000


def digest(answer):
    # NumPy's scalars have a `__len__` that fails.
    if getattr(answer, 'ndim', 1) == 0 or not hasattr(answer, '__len__'):
        return [float(answer)]
    return [float(value) for value in answer[:: max(1, len(answer) // PLACES)]]


def serve(version, calls, load):
    for line in sys.stdin:
        request = json.loads(line)
        op = request['op']
        if op == 'version':
            reply = {'version': version}
        elif op == 'value':
            reply = {'value': digest(calls[request['call']]())}
        elif op == 'time':
            call = calls[request['call']]
            start = time.perf_counter()
            for _ in range(request['calls']):
                call()
            ms = (time.perf_counter() - start) * 1e3
            reply = {'ms': ms}
        else:
            reply = load(request)
        print(json.dumps(reply), flush=True)
