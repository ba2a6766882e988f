import type { HeaderLines, HttpShot, RawShot } from './shot.js'

export const ORIGIN = 'https://www.acme.com'

/** As the snippet's own requests have them. */
const USUAL: HeaderLines = [
  ['Host', 'collector.test'],
  ['Origin', ORIGIN],
  ['Content-Type', 'text/plain;charset=UTF-8'],
  [
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
]

/** A beacon as the snippet sends it, but for these headers. */
export function post(body: string | Buffer, changes: HeaderLines = []): HttpShot {
  return {
    via: 'http',
    method: 'POST',
    path: '/v1/events',
    headers: withHeaders(changes),
    body: Buffer.from(body),
  }
}

/** The usual headers, of which those that are in `changes` too come from there, as often as they are there. */
export function withHeaders(changes: HeaderLines): HeaderLines {
  const changed = new Set(changes.map(([name]) => name.toLowerCase()))
  return [...USUAL.filter(([name]) => !changed.has(name.toLowerCase())), ...changes]
}

export function withoutHeader(unwanted: string): HeaderLines {
  return USUAL.filter(([name]) => name !== unwanted)
}

/** The text of a request's head: its first line, headers, and the empty line. */
export function headOf(headers: HeaderLines, firstLine = 'POST /v1/events HTTP/1.1'): string {
  return [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}

/** Bytes that are written at once. Latin 1, so that each character of a head is one byte of it. */
export function raw(head: string, body: string | Buffer = ''): RawShot {
  const parts = [Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])]
  return { via: 'raw', parts, pauseMs: 0, hangsUp: false }
}
