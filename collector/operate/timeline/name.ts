import type { InteractionRecord } from '../../store/records.js'
import type { Place } from '../../store/visitor-context.js'
import type { Person } from '../../store/who.js'
import type { Named } from './entry.js'

/** Long ids are told apart by their beginning. */
const SHOWN_ID_CHARACTERS = 12

/** Under whom an interaction is told and under which company, as a seller finds them. */
export function nameOf(record: InteractionRecord): { who: Named; company: Named } {
  const { who, laneKey, content } = record
  if (who?.kind === 'tracked') return trackedVisitor(who.trackingId)
  if (who) {
    const { email, company } = who.person
    return {
      who: { ...namePerson(who.person, content?.place), key: laneKey ?? record.anonymousId },
      company: nameCompany(company, email),
    }
  }
  return laneKey === null ? nobody(record.anonymousId) : ofLane(laneKey)
}

function trackedVisitor(trackingId: string): { who: Named; company: Named } {
  const name = `Tracked visitor ${shorten(trackingId)}`
  const detail = 'Gong knows who they are; this collector does not'
  return {
    who: { key: `tracking:${trackingId}`, name, detail: null },
    company: { key: ' tracked', name: 'Known by tracking id', detail },
  }
}

/** By their name, else by the surest of what is known. */
function namePerson(person: Person, place: Place | undefined): Omit<Named, 'key'> {
  const { name, email, phoneNumber, personId, crm } = person
  const crmName = crm && `${crm.objectType === 'LEAD' ? 'Lead' : 'Contact'} ${crm.objectId}`
  const title =
    name ?? email ?? phoneNumber ?? crmName ?? `Anonymous visitor ${shorten(personId ?? '')}`
  const contact = [email, phoneNumber, crmName].find((known) => known && known !== title)
  const where = [place?.city, place?.region ?? place?.country].filter(Boolean).join(', ')
  return { name: title, detail: [contact, where].filter(Boolean).join(' · ') || null }
}

function nameCompany(company: Person['company'], email: string | undefined): Named {
  const domain = (company?.domain ?? email?.split('@').at(-1))?.toLowerCase()
  const name = company?.name ?? domain ?? 'No company'
  return {
    key: domain ?? name.toLowerCase(),
    name,
    detail: domain && domain !== name ? domain : null,
  }
}

/** Held until there is room for its person, of whom the lane's name is all that is kept with it. */
function ofLane(laneKey: string): { who: Named; company: Named } {
  const kind = laneKey.slice(0, laneKey.indexOf(':'))
  const id = laneKey.slice(kind.length + 1)
  if (kind === 'tracking') return trackedVisitor(id)
  return {
    who: { key: laneKey, name: id, detail: null },
    company: nameCompany(undefined, kind === 'email' ? id : undefined),
  }
}

function nobody(anonymousId: string): { who: Named; company: Named } {
  return {
    who: { key: anonymousId, name: `Visitor ${shorten(anonymousId)}`, detail: null },
    company: {
      key: ' nobody',
      name: 'Nobody known yet',
      detail: 'told to nobody until the visitor becomes somebody',
    },
  }
}

function shorten(id: string): string {
  return id.length > SHOWN_ID_CHARACTERS ? `${id.slice(0, SHOWN_ID_CHARACTERS)}…` : id
}
