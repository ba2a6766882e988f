import { NOON_MS } from '../../wire/test-data.js'
import { createGongClient } from '../gong/client.js'
import { basicSignIn } from '../gong/sign-in.js'
import { scriptFetch, type ScriptedAnswer } from '../gong/test-gong.js'
import { createTestLogger } from '../lib/test-logger.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { openTestStore } from '../store/test-store.js'
import type { Budget } from './budget.js'
import { deliverOnce, type DeliverDeps } from './deliver-once.js'

/** All of a day's calls for every priority at any time. */
export function aBudget({
  callsPerSecond = 3,
  callsPerDay = 10_000,
}: Partial<Budget> = {}): Budget {
  return {
    callsPerSecond,
    callsPerDay,
    // So large that what is free at once is all.
    parts: { high: callsPerDay, normal: 4 * callsPerDay, low: 4 * callsPerDay },
    businessDay: { fromMinutes: 0, toMinutes: 24 * 60, timeZone: 'UTC' },
  }
}

/** Calls that tell of this content have no answer; all others go on. */
export function timingOut(client: DeliverDeps['client'], title: string): DeliverDeps['client'] {
  return {
    send: (call) =>
      call.name === 'digital-interaction' && call.body.content.contentTitle === title
        ? Promise.resolve({ kind: 'timeout' })
        : client.send(call),
  }
}

/** Delivery to a Gong that answers as scripted, by a clock that the test turns. */
export async function deliverTo(...script: ScriptedAnswer[]) {
  let nowMs = NOON_MS
  const test = await openTestStore({ clock: () => nowMs })
  const { fetch, calls } = scriptFetch(...script)
  const { logger, lines } = createTestLogger()
  const signIn = basicSignIn({
    baseUrl: 'https://gong.example',
    accessKey: 'key',
    accessKeySecret: 'secret',
  })
  const deps: DeliverDeps = {
    store: test.store,
    client: createGongClient({ signIn, fetch, timeoutMs: 15_000 }),
    signIn,
    credential: 'test',
    budget: aBudget({ callsPerDay: 100 }),
    companyName: undefined,
    sites: siteMap(aSite()),
    callTimeoutMs: 15_000,
    random: () => 1,
    logger,
  }
  return {
    ...test,
    calls,
    lines,
    deps,
    nowMs: () => nowMs,
    step: () => deliverOnce(deps),
    turn: (ms: number) => (nowMs += ms),
    /** Steps, turning the clock to whatever is waited for, until nothing is to be sent. */
    finish: async (): Promise<void> => {
      for (let step = await deliverOnce(deps); ; step = await deliverOnce(deps)) {
        if (step.kind === 'wait' && step.untilMs === null) return
        if (step.kind === 'halt') throw new Error('delivery halts')
        if (step.kind === 'wait') nowMs = Math.max(nowMs, step.untilMs ?? nowMs)
      }
    },
  }
}
