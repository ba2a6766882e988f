import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isMarked } from './is-marked.js'
import { listen, type Listening } from './listen.js'

export interface Sink {
  url: string
  /** All requests but those for the subject's files, in the order in which their bodies were complete. */
  requests: SunkRequest[]
  /** Paths of the files that were asked for, in order. */
  served: string[]
  close: () => Promise<void>
}

export interface SunkRequest {
  /** A preflight carries no event; whether a request with the marker arrived is asked of the others. */
  isPreflight: boolean
  /** Path, query and body. */
  bytes: number
  line: string
  carries: (marker: string) => boolean
}

interface SinkOptions {
  files: Readonly<Record<string, string | Buffer>>
  /** Before every answer but a file's. */
  delayMs: number
}

/** Without errors and with every name of success that a peer looks for, so that none of them sends twice. */
const ANSWER = JSON.stringify({ status: 1, code: 200, error: null, success: true })

/** A collector for all: takes every path and allows every page to send there. */
export async function openSink({ files, delayMs }: SinkOptions): Promise<Sink> {
  const requests: SunkRequest[] = []
  const served: string[] = []
  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    const path = url.split('?')[0] ?? url
    const file = files[path]
    allow(request, response)
    if (file !== undefined && request.method === 'GET') {
      served.push(path)
      response.setHeader(
        'content-type',
        path.endsWith('.js') ? 'text/javascript' : 'application/json',
      )
      response.end(file)
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      requests.push({
        isPreflight: request.method === 'OPTIONS',
        bytes: body.length + url.length,
        line: `${request.method} ${path}`,
        carries: (marker) => isMarked({ url, body, marker }),
      })
      setTimeout(() => answer(request, response), delayMs)
    })
  })
  const { url, close }: Listening = await listen(server)
  return { url, requests, served, close }
}

/** How long a browser may remember a preflight: longer than any measurement, in the peers' favour. */
const MAX_AGE_SECONDS = 600

function allow({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*')
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT')
  response.setHeader('access-control-max-age', MAX_AGE_SECONDS)
  const asked = headers['access-control-request-headers']
  if (asked) response.setHeader('access-control-allow-headers', asked)
}

function answer({ method, url }: IncomingMessage, response: ServerResponse): void {
  const isOurs = method === 'POST' && url === '/v1/events'
  if (isOurs || method === 'OPTIONS') response.writeHead(204).end()
  else response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER)
}
