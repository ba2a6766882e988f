import { describe, expect, it } from 'vitest'
import { runLoop } from './run-loop.js'
import { createTestLogger } from './test-logger.js'

/** Runs passes in turn without resting, and aborts in the last of them. */
async function run(...passes: (() => Promise<number>)[]) {
  const { logger, lines } = createTestLogger()
  const stop = new AbortController()
  const rests: number[] = []
  let count = 0
  await runLoop({
    name: 'stages',
    async pass() {
      const pass = passes[count++]
      if (count === passes.length) stop.abort()
      return (await pass?.()) ?? 0
    },
    signal: stop.signal,
    logger,
    sleep: async (ms) => void rests.push(ms),
  })
  return { count, rests, lines }
}

describe('runLoop', () => {
  it('rests after each pass for as long as the pass says', async () => {
    const { count, rests, lines } = await run(
      async () => 200,
      async () => 0,
      async () => 60_000,
    )
    expect({ count, rests, lines }).toEqual({ count: 3, rests: [200, 0, 60_000], lines: [] })
  })

  it('logs a failed pass and tries again after a second', async () => {
    const { count, rests, lines } = await run(
      () => Promise.reject(new Error('disk I/O error')),
      async () => 5,
    )
    expect({ count, rests }).toEqual({ count: 2, rests: [1000, 5] })
    expect(lines).toMatchObject([
      { event: 'stage_failed', stage: 'stages', level: 50, err: { message: 'disk I/O error' } },
      { event: 'stage_recovered', stage: 'stages', failures: 1 },
    ])
  })

  it('rests longer after each failure, within bounds, and says less and less', async () => {
    const failing = Array.from({ length: 7 }, () => () => Promise.reject(new Error('down')))
    const { rests, lines } = await run(...failing, async () => 5)
    expect(rests).toEqual([1000, 2000, 4000, 8000, 8000, 8000, 8000, 5])
    expect(lines.map(({ event, failures }) => [event, failures])).toEqual([
      ['stage_failed', 1],
      ['stage_failed', 2],
      ['stage_failed', 4],
      ['stage_recovered', 7],
    ])
  })

  it('ends with an error that no further pass can mend', async () => {
    const { logger, lines } = createTestLogger()
    const damage = new Error('the file is damaged')
    const looped = runLoop({
      name: 'forward',
      pass: () => Promise.reject(damage),
      signal: new AbortController().signal,
      logger,
      isFatal: (error) => error === damage,
    })
    await expect(looped).rejects.toBe(damage)
    expect(lines).toEqual([])
  })

  it('makes no pass once it is told to stop', async () => {
    const { logger } = createTestLogger()
    const pass = () => Promise.reject(new Error('a pass too many'))
    await runLoop({ name: 'stages', pass, signal: AbortSignal.abort(), logger })
  })

  it('ends in the middle of a rest, by the real timer too', async () => {
    const { logger } = createTestLogger()
    const stop = new AbortController()
    const hourMs = 60 * 60 * 1000
    const looped = runLoop({ name: 'x', pass: async () => hourMs, signal: stop.signal, logger })
    await new Promise(setImmediate)
    stop.abort()
    await looped
  })

  it('lets the event loop turn after each pass, also when two loops are busy', async () => {
    const { logger } = createTestLogger()
    const stop = new AbortController()
    let turns = 0
    const countTurns = (): void => {
      turns++
      if (!stop.signal.aborted) setImmediate(countTurns)
    }
    setImmediate(countTurns)
    let passes = 0
    const pass = async () => {
      if (++passes === 40) stop.abort()
      const endMs = performance.now() + 3
      while (performance.now() < endMs);
      return 0
    }
    const loop = { name: 'busy', pass, signal: stop.signal, logger }
    await Promise.all([runLoop(loop), runLoop(loop)])
    expect(turns).toBeGreaterThanOrEqual(19) // In each turn both pass.
  })

  it('ends only when the pass under way is through', async () => {
    const { logger } = createTestLogger()
    const stop = new AbortController()
    let finish = (): void => undefined
    const underWay = new Promise<void>((resolve) => (finish = resolve))
    let ended = false
    const looped = runLoop({
      name: 'x',
      pass: () => underWay.then(() => 0),
      signal: stop.signal,
      logger,
    }).then(() => (ended = true))
    stop.abort()
    await new Promise(setImmediate)
    expect(ended).toBe(false)
    finish()
    expect(await looped).toBe(true)
  })
})
