import type { Context } from 'hono'
import { hashLinkToken } from '../lib/hash-link-token.js'
import type { Person } from '../store/who.js'
import { newLinkToken } from './link-token.js'
import { withKey } from './person-body.js'
import type { NewLink } from './server-store.js'

interface Wish {
  url: string
  person: Person
  expiresInDays: number
}

/** A link and its token, which is in the answer to whoever asked and nowhere else: the store has its hash. */
export interface Minted {
  token: string
  link: NewLink
}

const DAY_MS = 24 * 60 * 60 * 1000

export function mintLinks(siteId: string, wishes: readonly Wish[]): Minted[] {
  return wishes.map(({ url, person, expiresInDays }) => {
    const token = newLinkToken()
    const tokenHash = hashLinkToken(token)
    const lifeMs = Math.round(expiresInDays * DAY_MS)
    return { token, link: { tokenHash, siteId, url, ...withKey(person), lifeMs } }
  })
}

/** What is answered of links once the store has them: where readers find them, and when they end. */
export function describeLinks(
  c: Context,
  minted: readonly Minted[],
  { madeAtMs, publicUrl }: { madeAtMs: number; publicUrl: string | undefined },
) {
  const base = publicUrl ?? new URL(c.req.url).origin
  return minted.map(({ token, link: { lifeMs } }) => ({
    token,
    link: `${base}/l/${token}`,
    expiresAt: new Date(madeAtMs + lifeMs).toISOString(),
  }))
}
