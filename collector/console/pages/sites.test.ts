import { expect, it } from 'vitest'
import { sealOne, queueOne } from '../../store/test-outbox.js'
import { openTestConsole } from '../test-console.js'

const CONFIG = { sites: [{ siteId: 'acme-www', origins: ['https://www.acme.com'] }] }

it('says what strict would hold, in words and as a meter', async () => {
  const { store, page, json } = await openTestConsole({ config: CONFIG })
  await queueOne(store, { assurance: 'verified' })
  await queueOne(store, { assurance: 'claimed' })
  const anonymous = await sealOne(store)
  await store.stage((tx) => tx.hold([anonymous], 'identity_unknown'))
  expect(await json('/api/sites')).toMatchObject({
    sites: [{ traffic: { interactions: 3, heldPercent: 33, heldByStrictPercent: 67 } }],
  })
  const html = await page('/sites')
  expect(html).toContain('67 % would be held with <code>strict</code>')
  expect(html).toMatch(/<meter min="0" max="100" value="67" aria-label/)
})

it('a site without events says so', async () => {
  const { page } = await openTestConsole({ config: CONFIG })
  expect(await page('/sites')).toContain('none lately')
})

it('the configuration is shown without a secret', async () => {
  const env = {
    TAMTAM_SECRET_KEYS: 'acme-www:secret-key-of-the-site-7',
    GONG_API_BASE_URL: 'https://us-1.api.gong.example',
    GONG_ACCESS_KEY: 'access-key-of-ours',
    GONG_ACCESS_KEY_SECRET: 'secret-of-the-access-key',
  }
  const { ask } = await openTestConsole({ config: CONFIG, env })
  for (const path of ['/api/config', '/config']) {
    const text = await (await ask(path, { headers: { Accept: 'text/html' } })).text()
    expect(text).toContain('acme-www')
    expect(text).not.toMatch(/secret-key-of|access-key-of|secret-of/)
  }
})

it('of a site that is strict already it says what is held', async () => {
  const [site] = CONFIG.sites
  const config = { sites: [{ ...site, identity: 'strict' }] }
  const { store, page } = await openTestConsole({ config })
  await queueOne(store, { assurance: 'claimed' })
  expect(await page('/sites')).toContain('100 % are held with <code>strict</code>')
  expect(await page('/sites/acme-www')).toContain('as it is set, 100 percent are held')
})
