import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { openStore } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { openTestCli } from './test-cli.js'

it('tamtam shed list counts by reason, and lists and searches what was given up', async () => {
  const { folder, run } = openTestCli()
  const store = await openStore(join(folder, 'store.db'))
  onTestFinished(() => store.close())
  expect(await run('shed', 'list')).toMatchObject({ code: 0, out: 'No interaction is shed.' })
  const ids = [await sealOne(store), await sealOne(store, { title: 'Docs' })]
  await store.shed(ids, { reason: 'hold_full', nowMs: NOON_MS })
  await store.shed([await sealOne(store)], { reason: 'own_employee', nowMs: NOON_MS + 1 })

  const { out } = await run('shed', 'list', '--limit', '2')
  expect(out).toMatch(/^hold_full +2 {2}So many interactions of this visitor/m)
  expect(out).toMatch(/^own_employee +1 {2}/m)
  expect(out).toContain('The newest 2; --limit lists more.')
  const found = await run('shed', 'list', '--search', 'dOCS')
  expect(found.out).toContain('1 with "dOCS".')
  expect(found.out).toMatch(
    /^2 +2026-11-17 12:00:00.000 UTC +2026-11-17 12:00:00.000 UTC +hold_full +acme-www +nobody +Docs$/m,
  )
  const { code, out: json } = await run('shed', 'list', '--reason', 'own_employee', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(json)).toMatchObject({
    counts: [{ reason: 'own_employee', interactions: 1 }],
    isCut: false,
    interactions: [{ title: 'Pricing', endedAtMs: NOON_MS + 1 }],
  })
  expect(await run('shed', 'list', '--reason', 'nope')).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no reason "nope"; interactions are shed for') as string,
  })
})
