import type { Breaches } from './breaches.js'
import type { Collector } from './collector.js'
import { judgeAnswers } from './judge-answers.js'
import { GOOD, makeShot, type NamedShot } from './make-shot.js'
import { createHttpSender } from './send-http.js'
import { sendRaw } from './send-raw.js'
import type { Answer, Shot } from './shot.js'
import type { Tally } from './tally.js'

const CONNECTIONS = 32

export interface Shooter {
  /** Sends all shots from one number to before another, several at a time; ends early with the collector. */
  shoot(from: number, to: number): Promise<void>
  /** Sends one and judges its answer; `n` names it in breaches. */
  send(n: number, shot: NamedShot): Promise<void>
  /** The numbers of the good beacons that were answered 204. */
  acknowledged: readonly number[]
  close(): void
}

interface ShooterDeps {
  collector: Pick<Collector, 'port' | 'hasEnded'>
  seed: number
  tally: Tally
  breaches: Breaches
}

export function createShooter({ collector, seed, tally, breaches }: ShooterDeps): Shooter {
  const { port } = collector
  const http = createHttpSender(port, CONNECTIONS)
  const acknowledged: number[] = []

  async function answersTo(shot: Shot): Promise<{ answers: Answer[]; timedOut: boolean }> {
    if (shot.via === 'raw') return sendRaw(port, shot)
    const answer = await http.send(shot)
    return { answers: answer ? [answer] : [], timedOut: false }
  }

  async function send(n: number, { kind, shot }: NamedShot): Promise<void> {
    const { answers, timedOut } = await answersTo(shot)
    tally.count(kind, answers)
    const faults = judgeAnswers(shot, answers)
    if (timedOut) faults.push('the connection was neither answered nor closed')
    breaches.add(faults, `shot ${n}, ${kind}`)
    if (kind === GOOD && answers[0]?.status === 204) acknowledged.push(n)
  }

  return {
    send,
    acknowledged,
    async shoot(from, to) {
      let next = from
      const lane = async (): Promise<void> => {
        while (next < to && !collector.hasEnded()) {
          const n = next++
          await send(n, makeShot(seed, n))
        }
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, lane))
    },
    close: () => http.close(),
  }
}
