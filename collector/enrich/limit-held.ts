import type { ConfigFile } from '../lib/config-file.js'
import { visitorKey } from '../store/events.js'
import type { StoreVerbs } from '../store/store.js'
import type { Decided } from './limit-self-reported.js'

/**
 * Lets no visitor have more than so many interactions held, for whatever reason: the others are given up. Each word
 * about a visitor has all of its held interactions asked again, so that one who tells a million would keep those that
 * are asked again after them waiting for long.
 */
export async function limitHeld(
  tx: StoreVerbs,
  decided: readonly Decided[],
  { maxPerVisitor }: Pick<ConfigFile['hold'], 'maxPerVisitor'>,
): Promise<Decided[]> {
  const newlyHeld = decided.filter(isNewlyHeld)
  if (newlyHeld.length === 0) return [...decided]
  const visitors = new Map(
    newlyHeld.map(({ interaction: { visitor } }) => [visitorKey(visitor), visitor]),
  )
  const heldOf = await tx.countHeldOf([...visitors.values()])
  return decided.map((each): Decided => {
    if (!isNewlyHeld(each)) return each
    const key = visitorKey(each.interaction.visitor)
    const held = heldOf.get(key) ?? 0
    heldOf.set(key, held + 1)
    return held < maxPerVisitor
      ? each
      : { ...each, decision: { kind: 'shed', reason: 'hold_full' } }
  })
}

/** One that was held before has its place already. */
function isNewlyHeld({ interaction, decision }: Decided): boolean {
  return interaction.reason === null && (decision.kind === 'hold' || decision.kind === 'wait')
}
