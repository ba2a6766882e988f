import type { CompanyName, Entry, Who } from './entry.js'

export type PersonGroup = { who: Who; entries: Entry[] }
export type CompanyGroup = { company: CompanyName; count: number; people: PersonGroup[] }

/**
 * Entries by company, then by person, each level with the newest first. A group takes the fullest name that any of
 * its entries gives: a first visit may know only the domain, a later one the company's name.
 */
export function groupEntries(entries: readonly Entry[]): CompanyGroup[] {
  const newestFirst = entries
    .map((entry, arrival) => ({ entry, arrival }))
    .sort((a, b) => b.entry.occurredAtMs - a.entry.occurredAtMs || b.arrival - a.arrival)
    .map(({ entry }) => entry)

  return groupBy(newestFirst, (entry) => entry.company.key).map((ofCompany) => ({
    company: fullest(ofCompany.map((entry) => entry.company)),
    count: new Set(ofCompany.map((entry) => entry.callId)).size,
    people: groupBy(ofCompany, (entry) => entry.who.key).map((ofPerson) => ({
      who: fullest(ofPerson.map((entry) => entry.who)),
      entries: ofPerson,
    })),
  }))
}

/** Groups in the order in which their first member comes. */
function groupBy(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[][] {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry))
    if (group) group.push(entry)
    else groups.set(keyOf(entry), [entry])
  }
  return [...groups.values()]
}

/** The newest one that has a detail beside its name, since only then the name is more than an address. */
function fullest<T extends { detail: string | null }>(names: T[]): T {
  const best = names.find((name) => name.detail !== null) ?? names[0]
  if (!best) throw new Error('A group has at least one entry')
  return best
}
