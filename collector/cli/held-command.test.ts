import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { VISITOR } from '../../wire/test-data.js'
import { openStore } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { openTestCli } from './test-cli.js'

it('tamtam held list counts by reason, with what would release them, and lists the newest', async () => {
  const { folder, run } = openTestCli({ config: { hold: { days: 2 } } })
  const store = await openStore(join(folder, 'store.db'))
  onTestFinished(() => store.close())
  expect(await run('held', 'list')).toMatchObject({ code: 0, out: 'No interaction is held.' })
  expect(await run('held', 'list', '--reason', 'person_cap')).toMatchObject({
    code: 0,
    out: 'No interaction is held for person_cap.',
  })
  expect(await run('held', 'list', '--reason', 'nope', '--json')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('no interaction is held') as string,
  })
  const ids = [await sealOne(store), await sealOne(store, { title: 'Docs' })]
  await store.hold(ids, 'identity_unknown')
  await store.hold(await sealOne(store), 'identity_unproven')

  const { out } = await run('held', 'list', '--limit', '2')
  expect(out).toMatch(/^identity_unknown +2 {2}when the visitor becomes somebody/m)
  expect(out).toMatch(/^identity_unproven +1 {2}when a signed token/m)
  expect(out).toContain('The newest 2; --limit lists more.')
  expect((await run('held', 'list', '--search', 'docs')).out).toContain('1 with "docs".')
  const unknown = await run('held', 'list', '--reason', 'identity_unknown')
  expect(unknown.out).toMatch(
    new RegExp(
      `^2 +2026-11-17 12:00:00.000 UTC +2026-11-19 12:00:00.000 UTC +identity_unknown +acme-www +${VISITOR} +Docs$`,
      'm',
    ),
  )
  const { code, out: json } = await run('held', 'list', '--reason', 'identity_unproven', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(json)).toMatchObject({
    counts: [{ reason: 'identity_unproven', interactions: 1 }],
    isCut: false,
    interactions: [{ title: 'Pricing', anonymousId: VISITOR }],
  })
})
