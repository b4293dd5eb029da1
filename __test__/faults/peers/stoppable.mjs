/** Timeouts and cancellation for pools that have a signal only: what their users would write. */

/** @param {(name: string, args: unknown[], signal?: AbortSignal) => Promise<unknown>} call */
export function stoppable(call) {
  return {
    run: (name, args, { timeout, signal } = {}) =>
      call(name, args, timeout === undefined ? signal : AbortSignal.timeout(timeout)),
    submit(name, args) {
      const controller = new AbortController()
      return { promise: call(name, args, controller.signal), cancel: () => controller.abort() }
    },
  }
}
