import { expect, it } from 'vitest'
import { VISITOR } from '../../../wire/test-data.js'
import { sealOne } from '../../store/test-outbox.js'
import { openTestConsole } from '../test-console.js'

const SITES = [{ siteId: 'acme-www', origins: ['https://www.acme.com'], identity: 'strict' }]

async function openHeld() {
  const test = await openTestConsole({ config: { sites: SITES, hold: { days: 2 } } })
  const { store } = test
  const [unknown, unproven] = [await sealOne(store), await sealOne(store, { title: '=Docs' })]
  await store.hold(unknown, 'identity_unknown')
  await store.hold(unproven, 'identity_unproven')
  return { ...test, unknown, unproven }
}

it('what is held is counted with what releases it, and the setting that holds it', async () => {
  const { json } = await openHeld()
  expect(await json('/api/held')).toMatchObject({
    counts: [
      { reason: 'identity_unknown', interactions: 1 },
      {
        reason: 'identity_unproven',
        interactions: 1,
        releasedBy: expect.stringContaining('a signed token') as string,
      },
    ],
    isCut: false,
    interactions: [
      { title: '=Docs', anonymousId: VISITOR, heldBy: '"identity": "strict" of acme-www' },
      { title: 'Pricing', heldBy: null },
    ],
  })
})

it('it is narrowed by reason and by a text, and leads to what became of each', async () => {
  const { page, unproven } = await openHeld()
  const found = await page('/held?reason=identity_unproven&search=dOCS')
  expect(found).toContain(`<a href="/explain/${unproven}">${unproven}</a>`)
  expect(found).not.toContain('Pricing')
  expect(found).toContain('1 with “dOCS”')
  expect(await page('/held?search=nothing')).toContain('Nothing that is held fits')
  expect(await page('/held?reason=%3Cscript%3E&limit=-1')).not.toContain('<script>')
})

it('a spreadsheet runs none of it', async () => {
  const { ask } = await openHeld()
  const answer = await ask('/held.csv?limit=10000')
  const text = await answer.text()
  expect(text).toContain(`"""identity"": ""strict"" of acme-www","acme-www","${VISITOR}","'=Docs"`)
  expect(text).toMatch(
    /"2026-11-17T12:00:00\.000Z","2026-11-19T12:00:00\.000Z","identity_unknown",/,
  )
})

it('an empty page says what would be there', async () => {
  const { page } = await openTestConsole()
  expect(await page('/held')).toContain('Nothing is held.')
})
