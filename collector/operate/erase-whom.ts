import { personKey } from '../store/who.js'
import type { Erasable } from '../store/tombstones.js'

/** How somebody who asks for their data may be named. */
export type Whom =
  | { by: 'email'; email: string }
  | { by: 'phone'; phoneNumber: string }
  /** The site's own id of the person, which names nobody without their company. */
  | { by: 'personId'; personId: string; companyDomain: string }
  | { by: 'trackingId'; trackingId: string }
  /** One browser on one site. */
  | { by: 'anonymousId'; siteId: string; anonymousId: string }

/**
 * By what the store knows them: null where nothing of it is left, as of a number without digits. A person is known by the
 * strongest name that is known of them (address, then number, then id), so whoever has an address is not found by number.
 */
export function erasableOf(whom: Whom): Erasable | null {
  switch (whom.by) {
    case 'email':
      return named(personKey({ email: whom.email }))
    case 'phone':
      return named(personKey({ phoneNumber: whom.phoneNumber }))
    case 'personId':
      return named(personKey({ personId: whom.personId, company: { domain: whom.companyDomain } }))
    case 'trackingId':
      return named(whom.trackingId.trim() === '' ? null : `tracking:${whom.trackingId}`)
    case 'anonymousId':
      return {
        kind: 'visitor',
        visitor: { siteId: whom.siteId, anonymousId: whom.anonymousId },
      }
  }
}

/** What kind of name a key of an alias is; never the name. */
export function kindOfKey(whoKey: string): string {
  const kinds: Record<string, string> = {
    email: 'email',
    phone: 'phone',
    id: 'personId',
    tracking: 'trackingId',
    crm: 'crm',
    link: 'link',
  }
  return kinds[whoKey.split(':', 1)[0] ?? ''] ?? 'other'
}

function named(whoKey: string | null): Erasable | null {
  return whoKey === null ? null : { kind: 'person', whoKey }
}
