import type { IncomingMessage } from 'node:http'

/** The whole body as text; null when the client left before its end. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer) // No encoding is set.
    return Buffer.concat(chunks).toString()
  } catch {
    return null // The tab was closed, or the browser gave up.
  }
}
