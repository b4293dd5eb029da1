/** Runs Python programs for tests: the machine's python3, with NumPy. */
import { spawnSync } from 'node:child_process'

/** What every program starts with: attaching to a block without its resource tracker taking it for its own. */
const PRELUDE = `
import sys, json
import numpy as np
from multiprocessing import shared_memory, resource_tracker
from multiprocessing.shared_memory import SharedMemory, ShareableList

def attach(name):
    if sys.version_info >= (3, 13):
        return SharedMemory(name, track=False)
    memory = SharedMemory(name)
    resource_tracker.unregister(memory._name, 'shared_memory')
    return memory

def attach_list(name):
    values = ShareableList(name=name)
    resource_tracker.unregister(values.shm._name, 'shared_memory')
    return values
`

/** What a program prints. It fails with what the program writes to stderr, or with its exit code. */
export function python(program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('python3', ['-c', PRELUDE + program, ...args], {
    encoding: 'utf8',
  })
  if (error) throw error
  if (status !== 0 || stderr !== '') throw new Error(`python3 ended with ${status}\n${stderr}`)
  return stdout
}
