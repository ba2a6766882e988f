import type { Person } from '../store/who.js'

/** What was said later of the same person adds to and overrides what was said before, the company's keys one by one. */
export function mergePerson(former: Person, later: Person): Person {
  const company = { ...former.company, ...later.company }
  return { ...former, ...later, ...(Object.keys(company).length > 0 && { company }) }
}
