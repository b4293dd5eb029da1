/** A result that is here or still to come: what lets a synchronous function and its promise share one operation. */
export type Now<R> = R | Promise<R>

/** Goes on with a result, whether it is here or still to come. */
export function then<R, S>(result: Now<R>, next: (value: R) => S): Now<S> {
  return result instanceof Promise ? result.then(next) : next(result)
}
