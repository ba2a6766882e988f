import { cleanText } from '../lib/clean-text.js'
import { groupBy } from '../lib/group-by.js'
import {
  DIGEST_KIND,
  type CustomField,
  type InteractionKind,
  type SealedContent,
} from '../store/interaction.js'
import type { DayDigest } from './relieve-plan.js'
import {
  capital,
  dayInWords,
  DEED_WORDS,
  type Counts,
  type Deed,
  type DeedKind,
} from './relieve-words.js'

/** Told in full; the rest is in their number. */
const MAX_TITLES = 10

const MAX_LABELS = 20

type Told = Pick<DayDigest['members'][number], 'kind' | 'siteId'> & { content: SealedContent }

/**
 * What one person did on one day, as a sentence; how much of each kind, and the first ten by their titles, follow as
 * fields. What was done twice in two sessions is one thing. It is of low priority like its members, has the labels of all,
 * and begins where and with what the first began. About no one content, and a digital interaction whatever the members'
 * rules say, since the other calls are about one.
 */
export function composeDayDigest({
  dayMs,
  members,
}: {
  dayMs: number
  members: readonly [Told, ...Told[]]
}): SealedContent {
  const [{ content: first, siteId }] = members
  const contents = members.map(({ content }) => content)
  const labels = [...new Set(contents.flatMap((content) => content.labels ?? []))]
  const deeds = deedsOf(members)
  const counts = countsOf(deeds, unnamedPages(members))
  const isPagesOnly = counts.every(([kind]) => kind === 'page viewed')
  const activeSeconds = contents.reduce((sum, content) => sum + activeSecondsOf(content), 0)
  const { device, place, networkDomain, rule } = first
  return {
    eventType: isPagesOnly ? DIGEST_KIND : 'several things done',
    occurredAtMs: first.occurredAtMs,
    ...(device && { device }),
    title: dayInWords(counts, { deeds, dayMs }),
    ...(labels.length > 0 && { labels: labels.slice(0, MAX_LABELS) }),
    priority: 'low',
    reportAs: 'digital-interaction',
    ...(rule && contents.every((content) => content.rule === rule) && { rule }),
    ...(place && { place }),
    ...(networkDomain !== undefined && { networkDomain }),
    customFields: [
      ...counts.map(([kind, count]) => numberField(DEED_WORDS[kind].field, count)),
      ...(activeSeconds > 0 ? [durationField(ACTIVE_TIME, activeSeconds)] : []),
      ...deeds
        .slice(0, MAX_TITLES)
        .map(({ eventType, title }, at) =>
          isPagesOnly
            ? textField(`${PAGE}${at + 1}`, title)
            : textField(`Activity ${at + 1}`, `${capital(eventType)}: ${title}`),
        ),
      textField('Site', siteId),
    ],
  }
}

/** Each thing once, with all the time that it was given, in the order in which they were first done. */
function deedsOf(members: readonly Told[]): Deed[] {
  const done = members.flatMap(({ kind, content }) => {
    if (kind === DIGEST_KIND) return pagesOf(content)
    const { eventType, title, contentId = '' } = content
    const known = kindOf(kind)
    const activeSeconds = activeSecondsOf(content)
    return [{ name: [known, contentId, title], kind: known, eventType, title, activeSeconds }]
  })
  const byName = groupBy(done, ({ name }) => JSON.stringify(name))
  return [...byName.values()].flatMap(([first, ...again]) => {
    if (!first) return []
    const { kind, eventType, title } = first
    const activeSeconds = [first, ...again].reduce((sum, each) => sum + each.activeSeconds, 0)
    return [{ kind, eventType, title, activeSeconds }]
  })
}

/** The pages that a session's digest names. How long each was read nobody knows any more. */
function pagesOf(content: SealedContent) {
  const kind = 'page viewed' as const
  return content.customFields
    .filter(({ name }) => name.startsWith(PAGE))
    .map(({ value: title }) => {
      return { name: [kind, title], kind, eventType: kind, title, activeSeconds: 0 }
    })
}

/** The pages that sessions' digests count and do not name. */
function unnamedPages(members: readonly Told[]): number {
  const unnamed = members.map(({ kind, content }) => {
    if (kind !== DIGEST_KIND) return 0
    return numberOf(content, DEED_WORDS['page viewed'].field, 'NUMBER') - pagesOf(content).length
  })
  return unnamed.reduce((sum, each) => sum + Math.max(0, each), 0)
}

function countsOf(deeds: readonly Deed[], unnamed: number): Counts {
  const kinds = Object.keys(DEED_WORDS) as DeedKind[] // The table has these keys and no others.
  return kinds
    .map((kind): [DeedKind, number] => {
      const named = deeds.filter((deed) => deed.kind === kind).length
      return [kind, kind === 'page viewed' ? named + unnamed : named]
    })
    .filter(([, count]) => count > 0)
    .sort(([one, count], [other, otherCount]) => {
      const isLast = Number(one === 'custom event') - Number(other === 'custom event')
      return isLast || otherCount - count
    })
}

/** A later or an earlier version may have written one that this one has no words for. */
function kindOf(kind: Exclude<InteractionKind, typeof DIGEST_KIND>): DeedKind {
  return Object.hasOwn(DEED_WORDS, kind) ? kind : 'custom event'
}

/** As enrich names them. */
const ACTIVE_TIME = 'Active time'
const PAGE = 'Page '

/** A page's own words are never of this type. */
function activeSecondsOf(content: SealedContent): number {
  return numberOf(content, ACTIVE_TIME, 'DURATION')
}

function numberOf(
  { customFields }: SealedContent,
  name: string,
  dataType: CustomField['dataType'],
): number {
  const field = customFields.find((each) => each.name === name && each.dataType === dataType)
  return Number(field?.value ?? 0) || 0
}

function numberField(name: string, value: number): CustomField {
  return { name, value: String(value), dataType: 'NUMBER' }
}

function durationField(name: string, seconds: number): CustomField {
  return { name, value: String(seconds), dataType: 'DURATION' }
}

const MAX_VALUE_CHARACTERS = 250

function textField(name: string, value: string): CustomField {
  return { name, value: cleanText(value, MAX_VALUE_CHARACTERS), dataType: 'STRING' }
}
