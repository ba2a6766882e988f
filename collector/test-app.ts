import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { aBeacon, NOON_MS } from '../wire/test-data.js'
import { createApp, type AppDeps } from './app.js'
import { createTestLogger } from './lib/test-logger.js'
import { aSite, siteMap } from './lib/test-sites.js'
import { openSpool } from './store/spool/spool.js'
import { temporaryFolder } from './store/test-store.js'

export const ORIGIN = 'https://www.acme.com'

export const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

/** The other end of the socket that a request is said to come by, and the path it goes to. */
interface Way {
  socketAddress?: string
  path?: string
}

/** The public routes over a real spool that commits beacon by beacon in this thread, without a limit of their own. */
export function createTestApp(changes: Partial<AppDeps> = {}) {
  const spool = openSpool(join(temporaryFolder(), 'spool.db'))
  onTestFinished(() => spool.close())
  const { logger, lines } = createTestLogger()
  const app = createApp({
    sites: siteMap(
      aSite({ origins: [ORIGIN] }),
      aSite({ siteId: 'beta', origins: ['https://beta.example', 'http://localhost:*'] }),
    ),
    spool: {
      async append(beacon) {
        spool.append([beacon])
        return 'durable'
      },
      whyFull: () => null,
    },
    clock: () => NOON_MS,
    logger,
    snippet: {
      plain: Buffer.of(),
      brotli: Buffer.of(),
      gzip: Buffer.of(),
      hash: 'h',
      integrity: '',
    },
    parts: {},
    rateLimit: false,
    trustedProxies: [],
    paths: { script: '/tamtam.js', events: '/v1/events' },
    ...changes,
  })
  return {
    app,
    lines,
    /** Posts a body as the snippet in a browser does; headers of null are left out. */
    post: (
      body: string | ReadableStream,
      headers: Record<string, string | null> = {},
      { socketAddress, path = '/v1/events' }: Way = {},
    ) => {
      const usual = { Origin: ORIGIN, 'Content-Type': 'text/plain;charset=UTF-8' }
      const all = { ...usual, 'User-Agent': BROWSER, ...headers }
      const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
        value === null ? [] : [[name, value]],
      )
      // A body that streams must say that it goes one way; the types of Node know it, those of Hono do not.
      const init = { method: 'POST', body, headers: given, duplex: 'half' as const }
      return app.request(path, init, { incoming: { socket: { remoteAddress: socketAddress } } })
    },
    /** What is durable. */
    spooled: () => spool.readOldest(1000).map(({ beacon }) => beacon),
  }
}

/** A beacon's body on the wire. */
export function bodyOf(events: unknown[], changes: Parameters<typeof aBeacon>[1] = {}): string {
  return JSON.stringify(aBeacon(events, changes))
}

/** Status and code of a refusal. */
export async function refusalOf(answer: Response | Promise<Response>): Promise<[number, unknown]> {
  const response = await answer
  const { error } = (await response.json()) as { error: unknown }
  return [response.status, error]
}
