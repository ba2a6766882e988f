import { normalizePerson } from '../lib/normalize-person.js'
import type { StoreVerbs } from '../store/store.js'
import { nameOf, type Erasable } from '../store/tombstones.js'
import { personKey } from '../store/who.js'
import { whoKeyOf } from '../store/identities.js'
import type { SaidEvent } from './read-said.js'

/** Those whose visitor, or whom they name, by whatever they name them, was erased after they happened. */
export async function findErased(
  tx: StoreVerbs,
  events: readonly SaidEvent[],
): Promise<Set<SaidEvent>> {
  const named = events.map((each) => ({ each, erasables: erasablesOf(each) }))
  const tombstones = await tx.readTombstones(named.flatMap(({ erasables }) => erasables))
  const isErased = ({ each, erasables }: (typeof named)[number]): boolean =>
    erasables.some(
      (erasable) => each.event.occurredAtMs <= (tombstones.get(nameOf(erasable)) ?? -1),
    )
  return new Set(named.filter(isErased).map(({ each }) => each))
}

function erasablesOf({ event: { siteId, anonymousId, event }, facts }: SaidEvent): Erasable[] {
  const whoKeys = facts.map(({ fact }) => whoKeyOf(fact))
  // Whom the page says may be another than whom its token names.
  if (event.type === 'identify') whoKeys.push(personKey(normalizePerson(event.person)))
  return [
    { kind: 'visitor', visitor: { siteId, anonymousId } },
    ...[...new Set(whoKeys)].flatMap((whoKey) =>
      whoKey === null ? [] : [{ kind: 'person' as const, whoKey }],
    ),
  ]
}
