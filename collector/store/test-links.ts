import { NOON_MS } from '../../wire/test-data.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import type { KnownPerson } from './known-people.js'
import type { Link } from './links.js'
import { personKey, type Person } from './who.js'

const DAY_MS = 24 * 60 * 60 * 1000

export const TOKEN = 'x'.repeat(22)
export const TOKEN_HASH = hashLinkToken(TOKEN)

/** A link for Ada that holds from the day before noon until the day after. */
export function aLink(changes: Partial<Link> = {}): Link {
  return {
    tokenHash: TOKEN_HASH,
    siteId: 'acme-www',
    url: 'https://www.acme.com/proposals/ada',
    person: { email: 'ada@example.org' },
    personKey: 'email:ada@example.org',
    madeAtMs: NOON_MS - DAY_MS,
    expiresAtMs: NOON_MS + DAY_MS,
    revokedAtMs: null,
    ...changes,
  }
}

const ADA: Person = { email: 'ada@example.org' }

/** Told at noon by the site's server. */
export function toldOf(
  whoKey: string,
  { person = ADA, ...changes }: Partial<KnownPerson> = {},
): KnownPerson {
  const key = personKey(person)
  if (key === null) throw new Error('nobody whom Gong could match')
  return { siteId: 'acme-www', whoKey, person, personKey: key, toldAtMs: NOON_MS, ...changes }
}
