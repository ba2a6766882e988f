import type { Timeline } from '../../operate/timeline/read-timeline.js'

/** A row an interaction, in the order of the page. */
export function timelineCsv({ companies }: Timeline) {
  return {
    columns: COLUMNS,
    rows: companies.flatMap((company) =>
      company.people.flatMap((person) =>
        person.entries.map((entry) => [
          entry.interactionId,
          new Date(entry.occurredAtMs).toISOString(),
          company.name,
          person.name,
          person.detail,
          entry.assurance,
          [entry.sentence.before, entry.sentence.title, entry.sentence.after].join(' ').trim(),
          entry.sentence.title,
          entry.percent,
          entry.chips.map(({ name, value }) => (name ? `${name}: ${value}` : value)).join('; '),
          entry.url,
          entry.siteId,
          entry.priority,
          entry.state,
          entry.reason?.code ?? null,
          entry.requestId,
        ]),
      ),
    ),
  }
}

const COLUMNS = [
  'interactionId',
  'occurredAt',
  'company',
  'person',
  'personDetail',
  'assurance',
  'whatSellersRead',
  'title',
  'percent',
  'fields',
  'url',
  'siteId',
  'priority',
  'state',
  'reason',
  'requestId',
] as const
