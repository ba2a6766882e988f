import type { CompanyGroup, PersonGroup } from '../../operate/timeline/group-entries.js'
import { TimelineRow } from './timeline-entry.js'

interface ListProps {
  companies: readonly CompanyGroup[]
  isPreview: boolean
  nowMs: number
}

/** The companies with their people and rows. */
export function TimelineList({ companies, isPreview, nowMs }: ListProps) {
  return (
    <>
      {companies.map((company) => {
        const id = `c-${idOf(company.key)}`
        const { interactions } = company
        return (
          <section class="company box" id={id} aria-labelledby={`${id}-name`}>
            <div class="named">
              <Monogram name={company.name} />
              <h2 id={`${id}-name`}>{company.name}</h2>
              <p class="muted">{company.detail}</p>
              <p class="muted count">
                {interactions === 1 ? '1 interaction' : `${interactions} interactions`}
              </p>
            </div>
            {company.people.map((person) => (
              <Person person={person} isPreview={isPreview} nowMs={nowMs} />
            ))}
          </section>
        )
      })}
    </>
  )
}

function Person({
  person,
  isPreview,
  nowMs,
}: Omit<ListProps, 'companies'> & { person: PersonGroup }) {
  return (
    <div class="person" id={`p-${idOf(person.key)}`}>
      <div class="named">
        <Monogram name={person.name} />
        <h3>{person.name}</h3>
        <p class="muted">{person.detail}</p>
      </div>
      <ol class="plain rows">
        {person.entries.map((entry) => (
          <TimelineRow entry={entry} name={person.name} isPreview={isPreview} nowMs={nowMs} />
        ))}
      </ol>
    </div>
  )
}

/** Up to two capitals: of the first and the last word. */
function Monogram({ name }: { name: string }) {
  const words = name.split(/[\s.@_-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  const text = letters.map((word) => [...(word ?? '')][0] ?? '').join('')
  return (
    <span class="monogram" aria-hidden="true">
      {text.toUpperCase()}
    </span>
  )
}

/** The same for the same key, so that a live page keeps what it has; of characters that an id may have. */
function idOf(key: string): string {
  return key.replace(/[^a-z0-9]/g, (each) => `_${each.charCodeAt(0).toString(16)}_`)
}
