import type { Redrive } from './redrive-all.js'

/** What became of dead letters that were to be put back, a sentence a kind. */
export function redriveInWords(
  { sameCall, composedAnew, nobody, notDead }: Redrive,
  reason?: string,
): string[] {
  if (sameCall + composedAnew + nobody.interactions + notDead.length === 0) {
    return [`No interaction is dead${reason === undefined ? '' : ` by ${reason}`}.`]
  }
  const lines: string[] = []
  if (sameCall + composedAnew > 0) {
    lines.push(
      `${countInWords(sameCall + composedAnew, 'dead letter')} put back: ${sameCall} to be sent as before, since Gong may have it, and ${composedAnew} to be composed anew.`,
    )
  }
  if (nobody.interactions > 0) {
    const rest = nobody.interactions > nobody.numbers.length ? ', …' : ''
    lines.push(
      `${nobody.interactions} cannot be put back: buried before anybody was known to tell it of (${nobody.numbers.join(', ')}${rest}).`,
    )
  }
  if (notDead.length > 0) lines.push(`No dead letter: ${notDead.join(', ')}.`)
  return lines
}

export function countInWords(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`
}
