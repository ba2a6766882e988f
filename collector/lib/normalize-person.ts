import type { WirePerson } from '../../wire/person.js'
import { domain } from '../../wire/text.js'
import { cleanText } from './clean-text.js'

/** One spelling a person: addresses and domains in lower case, names fit for a seller's eyes, what is empty or no domain absent. */
export function normalizePerson(person: WirePerson) {
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
