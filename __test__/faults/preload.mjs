/** Loaded into every worker before anything else: spoils its start where the program has asked for that by then. */
if (process.env.FAULT_AT_START === 'throw') throw new Error('no start')
if (process.env.FAULT_AT_START === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
