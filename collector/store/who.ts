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
  { kind: 'who'; whoKey: string; who: Who; assurance: Assurance } | { kind: 'reset' }
