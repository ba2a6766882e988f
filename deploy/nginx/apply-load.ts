import { createHistogram } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBeaconText, eventIdOf, ORIGIN, USER_AGENT } from '../../bench/beacon-text.js'
import { createVisitor } from './ask.js'
import { COLLECTOR_HOST } from './start-nginx.js'

/** Enough that none reaches the limit of one address. */
const VISITORS = 60

export interface Load {
  sent: number
  /** Of the events that were answered 204: each has to be in the store. */
  acknowledged: string[]
  /** How often each other answer came, or none. */
  failed: Record<string, number>
  p50Ms: number
  p99Ms: number
  maxMs: number
}

/** Beacons of one event each come due at a constant rate, whatever becomes of earlier ones; none is sent twice. */
export async function applyLoad(wish: {
  port: number
  perSecond: number
  seconds: number
}): Promise<Load> {
  const visitors = Array.from({ length: VISITORS }, (_, at) =>
    createVisitor({ address: `127.0.1.${at + 1}`, host: COLLECTOR_HOST, port: wish.port }),
  )
  const textOf = createBeaconText(1)
  const latencyMicroseconds = createHistogram()
  const acknowledged: string[] = []
  const failed: Record<string, number> = {}

  async function send(n: number): Promise<void> {
    const sentMs = performance.now()
    const headers = { Origin: ORIGIN, 'User-Agent': USER_AGENT }
    const asked = await visitors[n % VISITORS]?.post({ body: textOf(n), headers })
    latencyMicroseconds.record(Math.max(1, Math.round((performance.now() - sentMs) * 1000)))
    if (asked?.status === 204) return void acknowledged.push(eventIdOf(n))
    const what = asked?.error ?? String(asked?.status)
    failed[what] = (failed[what] ?? 0) + 1
  }

  const beganMs = performance.now()
  const underWay: Promise<void>[] = []
  const total = wish.perSecond * wish.seconds
  while (underWay.length < total) {
    const due = Math.min(total, ((performance.now() - beganMs) / 1000) * wish.perSecond)
    while (underWay.length < due) underWay.push(send(underWay.length))
    await sleep(2)
  }
  await Promise.all(underWay)
  for (const visitor of visitors) visitor.close()
  return {
    sent: total,
    acknowledged,
    failed,
    p50Ms: latencyMicroseconds.percentile(50) / 1000,
    p99Ms: latencyMicroseconds.percentile(99) / 1000,
    maxMs: latencyMicroseconds.max / 1000,
  }
}
