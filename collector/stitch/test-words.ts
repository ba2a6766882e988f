import fc from 'fast-check'
import type { Assurance } from '../store/who.js'
import { MAX_HISTORY_MS, type DatedWord, type Word } from './derive-aliases.js'

export const START_MS = 1e12

/** Somebody by an address, in the words of a token, a server, a link or a page. */
export function said(email: string, assurance: Assurance = 'claimed', more: object = {}): Word {
  return {
    kind: 'who',
    whoKey: `email:${email}`,
    who: { kind: 'person', person: { email, ...more } },
    assurance,
  }
}

/** Who came by a tracked link. */
export function linked(email: string): Word {
  return { ...said(email, 'corroborated'), byLink: true } as Word // The spread loses which of the kinds it is.
}

/** A trackingId of which the site's server has told us who it is. */
export function told(email: string, trackingId: string): Word {
  return { ...said(email, 'corroborated'), trackingId } as Word // The spread loses which of the kinds it is.
}

export function tracked(trackingId: string): Word {
  return {
    kind: 'who',
    whoKey: `tracking:${trackingId}`,
    who: { kind: 'tracked', trackingId },
    assurance: 'corroborated',
  }
}

export function refused(email: string | null): Word {
  const whoKey = email === null ? null : `email:${email}`
  return { kind: 'refused', whoKey, reason: 'identity_token_expired' }
}

export const RESET: Word = { kind: 'reset' }

export const at = (occurredAtMs: number, word: Word): DatedWord => ({ occurredAtMs, word })

/** Everything within two months, so that histories may and may not reach back to the start. */
const dated: fc.Arbitrary<DatedWord> = fc.record({
  occurredAtMs: fc.integer({ min: START_MS, max: START_MS + 2 * MAX_HISTORY_MS }),
  word: fc.oneof(
    fc
      .constantFrom('ada', 'bob')
      .chain((who) =>
        fc.constantFrom(
          said(who),
          said(who, 'verified', { name: who }),
          linked(who),
          refused(who),
          told(who, 't1'),
          told(who, 't3'),
        ),
      ),
    // Others than those above: of a trackingId the site has told us, or it has not.
    fc.constantFrom(tracked('t2'), tracked('t4'), RESET, refused(null)),
  ),
})

/** No two at one moment: which of them came first would be anybody's guess. */
export const someWords = fc.uniqueArray(dated, {
  maxLength: 12,
  selector: (each) => each.occurredAtMs,
})
