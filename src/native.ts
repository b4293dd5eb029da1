/** The native part, loaded once: everything in `src` that calls Rust imports it from here. */
export * as native from '#native'
