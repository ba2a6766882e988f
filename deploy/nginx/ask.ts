import { Agent, request } from 'node:https'

const ANSWER_WITHIN_MS = 15_000

export interface Asked {
  /** 0 without an answer. */
  status: number
  /** Why there was none. */
  error?: string
}

/** A browser at an address of its own: all of 127.0.0.0/8 is this machine. */
export interface Visitor {
  post(ask: { body: string; headers: Record<string, string> }): Promise<Asked>
  close(): void
}

/** Posts beacons to `/v1/events` of the host at the port, over connections that it keeps. Never rejects. */
export function createVisitor(at: { address: string; host: string; port: number }): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 })
  return {
    post: ({ body, headers }) =>
      new Promise((resolve) => {
        const asked = request(
          {
            agent,
            host: '127.0.0.1',
            port: at.port,
            localAddress: at.address,
            servername: at.host,
            rejectUnauthorized: false, // A certificate of our own making.
            method: 'POST',
            path: '/v1/events',
            headers: { Host: at.host, 'Content-Type': 'text/plain', ...headers },
            timeout: ANSWER_WITHIN_MS,
          },
          (answer) => {
            answer.resume()
            answer.on('end', () => resolve({ status: answer.statusCode ?? 0 }))
            answer.on('error', (error) => resolve({ status: 0, error: error.message }))
          },
        )
        asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
        asked.on('error', (error) => resolve({ status: 0, error: error.message }))
        asked.end(body)
      }),
    close: () => agent.destroy(),
  }
}
