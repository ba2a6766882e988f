import type { Readable } from 'node:stream'

/**
 * Calls back with each line of a stream, without its line feed. Nothing else ends a line, unlike in node:readline: a
 * carriage return that comes along has to be seen.
 */
export function onLines(stream: Readable, onLine: (line: string) => void): void {
  let begun = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n')
    begun += first
    for (const other of others) {
      onLine(begun)
      begun = other
    }
  })
}
