import { Hono } from 'hono'
import { NOON_MS } from '../../wire/test-data.js'
import { addServerRoutes } from '../app.js'
import { hashSecretKey } from '../lib/secret-keys.js'
import { createTestLogger } from '../lib/test-logger.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { openTestStore } from '../store/test-store.js'
import { createServerStore, type ServerStore } from './server-store.js'

export const KEY = 'key-of-acme-0123456789'
export const NEXT_KEY = 'next-key-of-acme-01234'
export const BETA_KEY = 'key-of-beta-0123456789'

export const DAY_MS = 24 * 60 * 60 * 1000

export const ADA = { email: 'ada@analytical.example', name: 'Ada Lovelace' }

type Deps = Parameters<typeof addServerRoutes>[1]

/** The routes for servers and links over a real store, by a clock that the test turns. */
export async function openTestApi(changes: Partial<Deps> = {}) {
  let nowMs = NOON_MS
  const test = await openTestStore({ clock: () => nowMs })
  const { logger, lines } = createTestLogger()
  const keys = [
    ['acme-www', KEY],
    ['acme-www', NEXT_KEY],
    ['beta', BETA_KEY],
  ] as const
  const app = addServerRoutes(new Hono(), {
    sites: siteMap(
      aSite({ origins: ['https://www.acme.com', 'https://acme.com'] }),
      aSite({ siteId: 'beta', origins: ['https://beta.example'] }),
    ),
    secretKeys: keys.map(([siteId, key]) => ({ siteId, keyHash: hashSecretKey(key) })),
    store: createServerStore(test.store),
    clock: () => nowMs,
    logger,
    rateLimit: false,
    trustedProxies: [],
    links: { days: 90 },
    content: [],
    ...changes,
  })
  const send = (
    path: string,
    { body, headers = {}, ...init }: Omit<RequestInit, 'headers' | 'body'> & Sent = {},
  ) => {
    const usual = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' }
    const all = Object.entries({ ...usual, ...headers }).filter(
      (each): each is [string, string] => each[1] !== null,
    )
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return app.request(path, { method: 'POST', ...init, headers: all, body: text ?? null })
  }
  return {
    app,
    lines,
    rows: test.rows,
    store: test.store,
    send,
    turn: (ms: number) => (nowMs += ms),
    tell: (body: unknown, headers: Sent['headers'] = {}) =>
      send('/v1/identities', { body, headers }),
    /** Makes one link for Ada and gives its token. */
    makeLink: async (changes: object = {}): Promise<string> => {
      const body = { url: 'https://www.acme.com/proposal', person: ADA, ...changes }
      const answer = await send('/v1/links', { body })
      const { links } = (await answer.json()) as { links: { token: string }[] }
      return links[0]?.token ?? ''
    },
  }
}

interface Sent {
  body?: unknown
  /** Those of null are left out. */
  headers?: Record<string, string | null>
}

/** A store that has not come up yet, or is down. */
export function awayStore(error: Error): ServerStore {
  const away = () => Promise.reject(error)
  return {
    tellPeople: away,
    makeLinks: away,
    makeShare: away,
    findLink: away,
    revokeLink: away,
  }
}

/** Status, code and words of a refusal. */
export async function refusalOf(answer: Response | Promise<Response>) {
  const response = await answer
  const { error, issues } = (await response.json()) as { error: string; issues: string[] }
  return { status: response.status, error, issues }
}
