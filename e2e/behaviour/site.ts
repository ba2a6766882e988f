import type { IncomingMessage, ServerResponse } from 'node:http'
import { renderPage, type TestPage } from './render-page.js'
import { openSwitchableServer } from './switchable-server.js'

export interface TestFile {
  type: string
  body: Buffer | string
  headers?: Record<string, string>
}

/**
 * The web server of the pages. Any path that was not registered is the default page, titled by its path: the tag, the
 * button #last and nothing else.
 */
export interface Site {
  /** http://127.0.0.1:port */
  url: string
  /** The same pages at http://localhost:port: another origin, and another site. */
  otherUrl: string
  add(path: string, page: TestPage): void
  /** Ranges are answered, so that a player can seek. */
  addFile(path: string, file: TestFile): void
  close(): Promise<void>
}

export async function openSite({ scriptUrl }: { scriptUrl: string }): Promise<Site> {
  const pages = new Map<string, TestPage>()
  const files = new Map<string, TestFile>()
  const server = await openSwitchableServer((request, response) => {
    const { pathname: path } = new URL(request.url ?? '/', 'http://site')
    const file = files.get(path)
    if (file) return giveFile(file, { request, response })
    const page = pages.get(path) ?? {}
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers })
    response.end(renderPage(page, { path, scriptUrl }))
  })
  return {
    url: server.url,
    otherUrl: `http://localhost:${server.port}`,
    add: (path, page) => void pages.set(path, page),
    addFile: (path, file) => void files.set(path, file),
    close: server.stop,
  }
}

function giveFile(
  { type, body, headers }: TestFile,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): void {
  const bytes = Buffer.from(body)
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const from = Number(range?.[1] ?? 0)
  const to = Math.min(Number(range?.[2] || bytes.length - 1), bytes.length - 1)
  response.writeHead(range ? 206 : 200, {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': `bytes ${from}-${to}/${bytes.length}` }),
    ...headers,
  })
  response.end(bytes.subarray(from, to + 1))
}
