import { PRIORITIES } from '../../store/priority.js'
import type { Part, Quota } from '../../operate/read-quota.js'

const WIDTH = 50

/** Each part as a bar: what is used of it, what is free at this moment, and what is not. */
export function renderBars({ priorities }: Quota): string {
  const bars = PRIORITIES.map((priority) => `${priority.padEnd(6)}  ${bar(priorities[priority])}`)
  return [
    ...bars,
    `${' '.repeat(8)}█ used in 24 h, with lower ones  ▒ room now  · not released, or used by others`,
  ].join('\n')
}

function bar({ allowed, usedWithLower, room }: Part): string {
  const used = Math.min(WIDTH, widthOf(usedWithLower, allowed))
  const free = Math.min(WIDTH - used, widthOf(room, allowed))
  const percent = Math.floor((100 * usedWithLower) / allowed)
  return `${'█'.repeat(used)}${'▒'.repeat(free)}${'·'.repeat(WIDTH - used - free)} ${percent} %`
}

/** Of what is there something is seen. */
function widthOf(calls: number, allowed: number): number {
  return calls <= 0 ? 0 : Math.max(1, Math.round((WIDTH * calls) / allowed))
}
