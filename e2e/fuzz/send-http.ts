import { Agent, request } from 'node:http'
import type { Answer, HttpShot } from './shot.js'

/** After which an answer will not come any more; the collector itself cuts off after 18 seconds whoever is slow. */
export const ANSWER_WITHIN_MS = 30_000

export interface HttpSender {
  /** The answer, or null where the connection broke or stayed silent. */
  send(shot: HttpShot): Promise<Answer | null>
  close(): void
}

/** Sends over so many connections, which it keeps. */
export function createHttpSender(port: number, connections: number): HttpSender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    async send(shot) {
      const first = await sendOnce(shot, { agent, port })
      // The other end may close a connection just as it is used again; a browser asks again then, and so do we.
      // https://nodejs.org/docs/latest-v20.x/api/http.html#requestreusedsocket
      const told = first.kind === 'lost' && first.onReused ? await sendOnce(shot, { port }) : first
      return told.kind === 'answered' ? told.answer : null
    },
    close: () => agent.destroy(),
  }
}

type Told = { kind: 'answered'; answer: Answer } | { kind: 'lost'; onReused: boolean }

function sendOnce(shot: HttpShot, to: { agent?: Agent; port: number }): Promise<Told> {
  const { method, path, body, chunkBytes } = shot
  const framing =
    chunkBytes === undefined
      ? ['Content-Length', String(body.length)]
      : ['Transfer-Encoding', 'chunked']
  const headers = [...shot.headers.flat(), ...framing]
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', ...to, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      response.on('end', () => {
        const { statusCode: status = 0 } = response
        // Of what is given more than once only cookies are a list.
        const told = response.headers as Record<string, string>
        resolve({ kind: 'answered', answer: { status, headers: told, body: text } })
      })
    })
    asked.setTimeout(ANSWER_WITHIN_MS, () => asked.destroy())
    // After an answer this changes nothing: who refuses a body early need not read it.
    asked.on('error', () => resolve({ kind: 'lost', onReused: asked.reusedSocket }))
    asked.on('close', () => resolve({ kind: 'lost', onReused: asked.reusedSocket }))
    for (let at = 0; chunkBytes !== undefined && at < body.length; at += chunkBytes) {
      asked.write(body.subarray(at, at + chunkBytes))
    }
    asked.end(chunkBytes === undefined ? body : undefined)
  })
}
