import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmallPage {
  title: string
  canonicalUrl?: string
}

/**
 * A site that has a page at every path, with Tamtam's tag and the title and canonical link that `pageAt` gives it. A
 * server and not an intercepted request, since browsers keep pages of unknown origin from servers on this machine.
 */
export async function openSmallSite(
  collectorUrl: string,
  pageAt: (path: string) => SmallPage,
): Promise<{ port: number; close: () => void }> {
  const server = createServer(({ url = '' }, response) => {
    const [path = ''] = url.split('?')
    const { title, canonicalUrl } = pageAt(path)
    const link = canonicalUrl ? `<link rel="canonical" href="${escapeHtml(canonicalUrl)}">` : ''
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><html lang="en"><head><title>${escapeHtml(title)}</title>${link}` +
        `<script async src="${collectorUrl}/tamtam.js" data-site="demo" data-tracking-params="gong_tid">` +
        `</script></head><body><h1>A page</h1></body></html>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // A string only for a pipe.
  return {
    port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
