import type { ErrorCode } from '../lib/error-codes.js'

/** A person as Gong can match one. Every key is what the visitor or the site's owner gave us. */
export interface Person {
  email?: string
  name?: string
  phoneNumber?: string
  personId?: string
  /** What it is in the CRM. */
  crm?: { objectType: 'CONTACT' | 'LEAD'; objectId: string; systemName?: string }
  company?: {
    companyId?: string
    name?: string
    domain?: string
    crm?: { objectType: 'ACCOUNT' | 'OPPORTUNITY'; objectId: string; systemName?: string }[]
  }
}

/** The person behind a visitor: somebody we can name, or an id that only Gong can read. Never both. */
export type Who = { kind: 'person'; person: Person } | { kind: 'tracked'; trackingId: string }

/** How we know, strongest first. */
export type Assurance = 'verified' | 'corroborated' | 'claimed' | 'inferred'

/** "This visitor is that person, from then until then." */
export interface Alias {
  sinceMs: number
  /** Exclusive; null while it holds. */
  untilMs: number | null
  /** The same for the same person: names the lane. */
  whoKey: string
  who: Who
  assurance: Assurance
}

/** Something that says who a visitor is, or that the next person is someone else. */
export type IdentityFact =
  | { kind: 'who'; whoKey: string; who: Who; assurance: Assurance }
  /** It came by a tracked link; whom that names is asked as aliases are derived. */
  | { kind: 'link'; tokenHash: string }
  /** The page says somebody, by a token that does not hold. Null: not even whom is known. */
  | { kind: 'refused'; whoKey: string | null; reason: ErrorCode }
  | { kind: 'reset' }

/**
 * The same for the same person, whatever names them: by the address, else the number, else the CRM's contact, else an
 * id of the site's own together with a company's domain. Null of somebody whom Gong could not match. Addresses are
 * told apart without regard to case, and numbers by what is dialled, as people type them.
 */
export function personKey(person: Person): string | null {
  const { email, phoneNumber, crm, personId, company } = person
  if (email) return `email:${email.trim().toLowerCase()}`
  const number = phoneNumber && dialled(phoneNumber)
  if (number) return `phone:${number}`
  if (crm) return `crm:${[crm.systemName ?? '', crm.objectType, crm.objectId].join(' ')}`
  if (personId && company?.domain) return `id:${company.domain.trim().toLowerCase()}:${personId}`
  return null
}

/** Its digits, after a plus where it begins by one; empty of what is no number. */
function dialled(phoneNumber: string): string {
  const digits = phoneNumber.replace(/\P{Nd}/gu, '')
  return digits && /^\P{Nd}*\+/u.test(phoneNumber) ? `+${digits}` : digits
}
