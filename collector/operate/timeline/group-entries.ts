import { groupBy } from '../../lib/group-by.js'
import type { Named, TimelineEntry } from './entry.js'

export interface Told {
  who: Named
  company: Named
  entry: TimelineEntry
}

export interface CompanyGroup extends Named {
  interactions: number
  people: PersonGroup[]
}

export interface PersonGroup extends Named {
  entries: TimelineEntry[]
}

/**
 * By company, then by person, each level with the newest first. A group takes the fullest name that any of its entries
 * gives: a first visit may know only the domain, a later one the company's name.
 */
export function groupEntries(told: readonly Told[]): CompanyGroup[] {
  const newestFirst = [...told].sort(
    ({ entry: a }, { entry: b }) =>
      b.occurredAtMs - a.occurredAtMs || b.interactionId - a.interactionId,
  )
  return [...groupBy(newestFirst, ({ company }) => company.key).values()].map((ofCompany) => ({
    ...fullest(ofCompany.map(({ company }) => company)),
    interactions: ofCompany.length,
    people: [...groupBy(ofCompany, ({ who }) => who.key).values()].map((ofPerson) => ({
      ...fullest(ofPerson.map(({ who }) => who)),
      entries: ofPerson.map(({ entry }) => entry),
    })),
  }))
}

/** The newest one that has a detail beside its name, since only then the name is more than an address. */
function fullest(names: readonly Named[]): Named {
  const best = names.find(({ detail }) => detail !== null) ?? names[0]
  if (!best) throw new Error('a group has at least one entry')
  return best
}
