import { expect, it } from 'vitest'
import { NOON_MS } from '../../../wire/test-data.js'
import { sealOne } from '../../store/test-outbox.js'
import { openTestConsole } from '../test-console.js'

const CONFIG = {
  sites: [{ siteId: 'acme-www', origins: ['https://www.acme.com'] }],
  content: [
    { match: '/pricing*', title: 'Pricing', labels: ['pricing'], priority: 'high' },
    { match: '/pricing/enterprise' },
    { match: '/careers*', send: false },
    { match: '/blog/*', priority: 'low', granularity: 'session' },
  ],
}

it('shows the rules with their hits, those that never decide, and what no rule decided', async () => {
  const { store, json, page } = await openTestConsole({ config: CONFIG })
  await sealOne(store, { rule: '/pricing*', title: 'Pricing' })
  await sealOne(store, { rule: '/pricing*', title: 'Plans' })
  await sealOne(store, { rule: '/old*', title: 'Old' })
  await sealOne(store, { title: '<b>Home</b>' })
  expect(await json('/api/rules')).toMatchObject({
    rules: [
      { number: 1, shadowedBy: null, hits: { interactions: 2, title: 'Plans', lastAtMs: NOON_MS } },
      { number: 2, shadowedBy: 1, hits: { interactions: 0, lastAtMs: null } },
      { number: 3, hits: null },
      { number: 4, hits: { interactions: 0 } },
    ],
    none: { interactions: 1 },
    former: [{ match: '/old*', interactions: 1 }],
    trial: null,
  })
  const html = await page('/rules')
  expect(html).toContain('never decides')
  expect(html).toContain('no hit yet')
  expect(html).not.toContain('<b>Home')
})

it('an address is tried by a form that keeps what was asked', async () => {
  const { page } = await openTestConsole({ config: CONFIG })
  const url = encodeURIComponent('https://www.acme.com/pricing/?q="><b>')
  const html = await page(`/rules?url=${url}&title=Plans&site=acme-www`)
  expect(html).toContain('Rule 1 decides.')
  expect(html).toContain('<strong>Pricing</strong>')
  expect(html).not.toContain('"><b>')
})

it('what is no address is told at its field', async () => {
  const { page } = await openTestConsole({ config: CONFIG })
  expect(await page('/rules?url=javascript:alert(1)')).toContain('id="fault-url"')
})

it('without rules it says where they come from', async () => {
  const { page } = await openTestConsole()
  expect(await page('/rules')).toContain('There are no rules')
})
