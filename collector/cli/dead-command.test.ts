import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { openStore } from '../store/store.js'
import { anAttempt, queueOne, sealOne } from '../store/test-outbox.js'
import { openTestCli } from './test-cli.js'

/** A command line beside an open store, as of a collector that runs. */
async function openBeside(answer?: boolean) {
  const cli = openTestCli(answer === undefined ? {} : { answer })
  const store = await openStore(join(cli.folder, 'store.db'), { clock: () => NOON_MS })
  onTestFinished(() => store.close())
  /** Lets an interaction die of what Gong says. Returns its number. */
  const bury = async (title: string, status: number | null = 400): Promise<number> => {
    const interactionId = await queueOne(store, { content: { title } })
    const claim = await store.claim({ nowMs: NOON_MS, leaseMs: 1, downTo: 'low' })
    if (!claim) throw new Error('no lane is due')
    await store.keepRequest(claim, { call: 'digital-interaction', request: '{}' })
    const reason = status === 400 ? 'gong_rejected' : 'retries_exhausted'
    const conclusion = { state: 'dead', reason, detail: ['contentTitle: no\u001B[2J'] } as const
    const attempt = anAttempt({ status, reason, outcome: 'dead' })
    await store.conclude(claim, { attempt, conclusion, nowMs: NOON_MS })
    return interactionId
  }
  return { ...cli, store, bury }
}

describe('tamtam dead list', () => {
  it('counts by reason and lists the newest, for people and for programs', async () => {
    const { run, bury } = await openBeside()
    expect(await run('dead', 'list')).toMatchObject({ code: 0, out: 'No interaction is dead.' })
    for (const title of ['Pricing', 'Docs']) await bury(title)
    await bury('Blog', null)
    const { out, code } = await run('dead', 'list', '--limit', '2')
    expect(code).toBe(0)
    expect(out).toMatch(/^gong_rejected +2 {2}Gong refused the interaction for good/m)
    expect(out).toMatch(/^retries_exhausted +1 {2}/m)
    expect(out).toContain('The newest 2; --limit lists more.')
    expect(out).toMatch(
      /^2 +2026-11-17 12:00:00\.000 UTC +gong_rejected +email:ada@example\.org +Docs +contentTitle: no\uFFFD\[2J$/m,
    )
    expect(out).toContain('tamtam explain <number>')
    const listed = await run('dead', 'list', '--reason', 'gong_rejected', '--json')
    expect(JSON.parse(listed.out)).toMatchObject({
      counts: [{ reason: 'gong_rejected', interactions: 2 }],
      deadLetters: [{ title: 'Docs' }, { title: 'Pricing', person: 'email:ada@example.org' }],
    })
    expect(await run('dead', 'list', '--reason', 'gong_timeout')).toMatchObject({
      code: 0,
      out: 'No interaction is dead by gong_timeout; interactions are dead by gong_rejected, retries_exhausted.',
    })
    const nope = await run('dead', 'list', '--reason', 'nope')
    expect(nope.err).toContain('there is no reason "nope"; interactions are dead by gong_rejected')
    expect(nope.code).toBe(2)
  })
})

describe('tamtam dead redrive', () => {
  it('puts those that are named back, and fails for those that it cannot', async () => {
    const { run, bury, store } = await openBeside()
    const [refused, maybe] = [await bury('Pricing'), await bury('Docs', null)]
    const nobody = await sealOne(store)
    await store.bury(nobody, 'compose_failed', NOON_MS)
    const done = await run('dead', 'redrive', String(refused), String(maybe))
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(done.out).toBe(
      '2 dead letters put back: 1 to be sent as before, since Gong may have it, and 1 to be composed anew.',
    )
    expect(await store.countPending(9)).toBe(2)
    const short = await run('dead', 'redrive', String(refused), String(nobody), '--json')
    expect(JSON.parse(short.out)).toEqual({
      sameCall: 0,
      composedAnew: 0,
      nobody: { interactions: 1, numbers: [nobody] },
      notDead: [refused],
    })
    expect(short.code).toBe(1)
  })

  it('puts many back step by step, after asking', async () => {
    const { run, bury, store, asked } = await openBeside(true)
    for (let count = 0; count < 101; count++) await bury(`Page ${count}`)
    await bury('Docs', null)
    await store.bury(await sealOne(store), 'compose_failed', NOON_MS)
    const some = await run('dead', 'redrive', '--reason', 'gong_rejected')
    expect(asked).toEqual(['Put 101 dead letters back, to be sent to Gong?'])
    expect(some.progress).toEqual([
      'redriving: [###################.] 99 % 100 of 101',
      'redriving: [####################] 100 % 101 of 101',
    ])
    expect(await store.readAudit({ limit: 9 })).toMatchObject([
      { action: 'redrive', detail: { composedAnew: 1 } },
      { action: 'redrive', detail: { composedAnew: 100 } },
    ])
    const { code, out } = await run('dead', 'redrive', '--all', '--yes')
    expect(asked).toHaveLength(1)
    expect(out).toContain('1 dead letter put back')
    expect(out).toContain('1 cannot be put back: buried before anybody was known to tell it of')
    expect(code).toBe(0)
    expect(await store.countPending(200)).toBe(102)
    expect(await run('dead', 'redrive', '--reason', 'gong_rejected', '--yes')).toMatchObject({
      code: 0,
      out: 'No interaction is dead by gong_rejected.',
    })
  })

  it('does nothing when whoever is asked says no, or nobody is there to be asked', async () => {
    const sitting = await openBeside(false)
    await sitting.bury('Pricing')
    expect(await sitting.run('dead', 'redrive', '--all')).toMatchObject({
      code: 1,
      err: 'nothing was done',
    })
    const absent = await openBeside()
    await absent.bury('Pricing')
    const { code, err } = await absent.run('dead', 'redrive', '--all')
    expect(err).toContain('--yes is needed where nobody can be asked')
    expect(code).toBe(2)
    expect(await absent.store.countPending(9)).toBe(0)
  })

  it.each([
    [[], 'by their numbers, or by --reason, or by --all'],
    [['1', '--all'], 'by their numbers, or by --reason, or by --all'],
    [['1', 'two'], 'expected the number of an interaction, got "two"'],
  ])('%o is misuse', async (args, words) => {
    const { code, err } = await openTestCli().run('dead', 'redrive', ...args)
    expect(err).toContain(words)
    expect(code).toBe(2)
  })

  it('makes no store where there is none', async () => {
    const { code, err } = await openTestCli().run('dead', 'redrive', '1')
    expect(err).toContain('TAMTAM_DATA_DIR: expected the folder that a collector')
    expect(code).toBe(1)
  })
})
