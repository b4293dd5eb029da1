/** What the tests use of tools that come without types. */
declare module 'istanbul-lib-instrument' {
  export function createInstrumenter(options?: object): { instrumentSync(code: string, filename: string): string }
}

declare module 'amaro' {
  export function transformSync(source: string, options?: object): { code: string }
}
