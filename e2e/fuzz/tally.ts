import { renderTable } from '../../bench/render-table.js'
import { KINDS } from './make-shot.js'
import type { Answer } from './shot.js'

interface Counts {
  sent: number
  /** Answers that said yes. */
  accepted: number
  refused: number
  /** Shots without any answer. */
  silent: number
}

export interface Tally {
  count(kind: string, answers: readonly Pick<Answer, 'status'>[]): void
  render(): string
}

/** Counts of each kind of shot what came back. */
export function createTally(): Tally {
  const all = new Map<string, Counts>()
  return {
    count(kind, answers) {
      const counts = all.get(kind) ?? { sent: 0, accepted: 0, refused: 0, silent: 0 }
      all.set(kind, counts)
      const accepted = answers.filter(({ status }) => status < 400).length
      counts.sent++
      counts.accepted += accepted
      counts.refused += answers.length - accepted
      if (answers.length === 0) counts.silent++
    },
    render() {
      const shown = KINDS.flatMap((kind) => {
        const counts = all.get(kind)
        return counts ? [[kind, counts] as const] : []
      })
      const total: Counts = { sent: 0, accepted: 0, refused: 0, silent: 0 }
      for (const [, { sent, accepted, refused, silent }] of shown) {
        total.sent += sent
        total.accepted += accepted
        total.refused += refused
        total.silent += silent
      }
      return renderTable([
        ['', 'sent', 'accepted', 'refused', 'no answer'],
        ...[...shown, ['all', total] as const].map(([kind, counts]) => [
          kind,
          ...[counts.sent, counts.accepted, counts.refused, counts.silent].map(String),
        ]),
      ])
    },
  }
}
