import type { WireEvent } from '../../wire/event.js'
import type { WirePerson } from '../../wire/person.js'
import { domain } from '../../wire/text.js'
import { cleanText } from '../lib/clean-text.js'
import type { IdentityFact, Person } from '../store/who.js'

/**
 * What an event says of who the visitor is. An `identify` says it by itself, any event by the trackingId that it
 * carries. Empty when it says nothing, or nothing by which Gong could match a person. A reset's trackingId is of
 * whoever leaves: taken for a fact of the same moment it would name whoever comes next.
 */
export function identityFactsOf(event: WireEvent): IdentityFact[] {
  if (event.type === 'reset') return [{ kind: 'reset' }]
  const facts: IdentityFact[] = []
  if (event.trackingId !== undefined) {
    facts.push({
      kind: 'who',
      whoKey: `tracking:${event.trackingId}`,
      who: { kind: 'tracked', trackingId: event.trackingId },
      assurance: 'corroborated',
    })
  }
  if (event.type === 'identify') {
    const person = normalizePerson(event.person)
    const whoKey = personKey(person)
    if (whoKey) {
      facts.push({ kind: 'who', whoKey, who: { kind: 'person', person }, assurance: 'claimed' })
    }
  }
  return facts
}

/** By what Gong matches: an address, else a number, else an id together with a company's domain. */
function personKey(person: Person): string | null {
  if (person.email) return `email:${person.email}`
  if (person.phoneNumber) return `phone:${person.phoneNumber}`
  if (person.personId && person.company?.domain) return `id:${person.personId}`
  return null
}

/** One spelling a person: addresses and domains in lower case, names fit for a seller's eyes, what is empty or no domain absent. */
function normalizePerson(person: WirePerson): Person {
  const companyName = cleanText(person.company?.name ?? '')
  const companyDomain = domain.safeParse(trimmed(person.company?.domain)?.toLowerCase()).data
  const company = {
    ...(companyName && { name: companyName }),
    ...(companyDomain && { domain: companyDomain }),
  }
  const email = trimmed(person.email)?.toLowerCase()
  const name = cleanText(person.name ?? '')
  const phoneNumber = trimmed(person.phoneNumber)
  const personId = trimmed(person.personId)
  return {
    ...(email && { email }),
    ...(name && { name }),
    ...(phoneNumber && { phoneNumber }),
    ...(personId && { personId }),
    ...(Object.keys(company).length > 0 && { company }),
  }
}

function trimmed(value: string | undefined): string | undefined {
  return value?.trim() || undefined
}
