import type { Person } from '../contract/person.js'
import type { CompanyName, Who } from './entry.js'

/** Long ids are told apart by their beginning. */
const SHOWN_ID_CHARACTERS = 12

/** The group of all visitors that only Gong can name; no domain reads so. */
export const TRACKED_KEY = 'tracked'

/** Gong knows the person behind its own tracking id; the sandbox can only repeat it. */
export function trackedVisitor(trackingId: string): { who: Who; company: CompanyName } {
  return {
    who: {
      key: `tracked ${trackingId}`,
      name: `Tracked visitor ${shorten(trackingId)}`,
      detail: null,
    },
    company: {
      key: TRACKED_KEY,
      name: 'Known by tracking id',
      detail: 'Gong knows who they are; this stand-in does not',
    },
  }
}

/** By their name, else by the surest of what was sent about them. */
export function namePerson(person: Person): Who {
  const { name, email, phoneNumber, personId, personBusinessContext: crm } = person
  const crmName = crm && `${crm.objectType === 'LEAD' ? 'Lead' : 'Contact'} ${crm.objectId}`
  const anonymous = `Anonymous visitor ${shorten(personId ?? '')}`
  const title = name ?? email ?? phoneNumber ?? crmName ?? anonymous
  const { city, state, region, country } = person.location ?? {}
  const contact = [email, phoneNumber, crmName].find((known) => known && known !== title)
  const place = [city, state ?? region ?? country].filter(Boolean).join(', ')
  return {
    key: email?.toLowerCase() ?? phoneNumber ?? crm?.objectId ?? personId ?? title,
    name: title,
    detail: [contact, place].filter(Boolean).join(' · ') || null,
  }
}

/** The company that was sent, else the domain of the person's e-mail address. */
export function nameCompany(
  company: { name?: string | undefined; domain?: string | undefined } | undefined,
  email: string | undefined,
): CompanyName {
  const domain = (company?.domain ?? email?.split('@').at(-1))?.toLowerCase()
  const name = company?.name ?? domain ?? 'No company'
  return {
    key: domain ?? name.toLowerCase(),
    name,
    detail: domain && domain !== name ? domain : null,
  }
}

function shorten(id: string): string {
  return id.length > SHOWN_ID_CHARACTERS ? `${id.slice(0, SHOWN_ID_CHARACTERS)}…` : id
}
