import type { Answer } from './shot.js'

const END_OF_HEAD = '\r\n\r\n'

/**
 * The answers in what came back on one connection. One that is not whole is left out, so what is cut off is missed and
 * not taken for something else.
 */
export function parseAnswers(bytes: Buffer): Answer[] {
  const answers: Answer[] = []
  let rest = bytes
  for (;;) {
    const end = rest.indexOf(END_OF_HEAD)
    if (end === -1) return answers
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
    const headers = Object.fromEntries(
      lines.map((line) => {
        const [name = '', ...value] = line.split(':')
        return [name.toLowerCase(), value.join(':').trim()]
      }),
    )
    const body = bodyIn(rest.subarray(end + END_OF_HEAD.length), { status, headers })
    if (body === null) return answers
    // 100 and its like only announce an answer.
    if (status >= 200) answers.push({ status, headers, body: body.text })
    rest = body.rest
  }
}

type Head = Pick<Answer, 'status' | 'headers'>

/** Null when it has not come whole. */
function bodyIn(bytes: Buffer, { status, headers }: Head): { text: string; rest: Buffer } | null {
  if (status < 200 || status === 204 || status === 304) return { text: '', rest: bytes }
  if (headers['transfer-encoding'] === 'chunked') return chunksIn(bytes)
  // Without a length it ends with the connection: https://www.rfc-editor.org/rfc/rfc9112#section-6.3
  const length = Number(headers['content-length'] ?? bytes.length)
  if (bytes.length < length) return null
  return { text: bytes.subarray(0, length).toString(), rest: bytes.subarray(length) }
}

function chunksIn(bytes: Buffer): { text: string; rest: Buffer } | null {
  const chunks: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) return null
    const length = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16)
    const from = lineEnd + 2
    at = from + length + 2
    if (!(bytes.length >= at)) return null
    if (length === 0) return { text: Buffer.concat(chunks).toString(), rest: bytes.subarray(at) }
    chunks.push(bytes.subarray(from, from + length))
  }
}
