import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT, type JWTPayload } from 'jose'
import type { Page } from '@playwright/test'
import { tellTamtam } from './tell-tamtam.js'
import { expect, test as base, titled, type World } from './world.js'

// Covers: what a token with `identify` proves, from the page to Gong. Leaves out: HS256, changes of keys, expiry.

type Algorithm = keyof typeof KEYS

const KEYS = {
  EdDSA: generateKeyPairSync('ed25519'),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
}

const SELF_REPORTED = expect.objectContaining({ name: 'Identity' }) as unknown

const test = base.extend({
  settings: async ({ folder }, use) => {
    const jwt = Object.entries(KEYS).map(async ([alg, { publicKey }]) => {
      const publicKeyFile = join(folder, `${alg}.pem`)
      await writeFile(publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }))
      return { kid: alg, alg, publicKeyFile }
    })
    await use({ site: { jwt: await Promise.all(jwt) } })
  },
})

for (const alg of ['EdDSA', 'ES256'] as const) {
  test(`whom a token signed by ${alg} names is nobody's own claim`, async ({ world, page }) => {
    await page.goto(`${world.siteUrl}/pricing`)
    const person = { email: 'ada@analytical.example', name: 'Ada Lovelace' }
    await tellTamtam(page, 'identify', {}, await sign(alg, person))

    const viewed = await world.receive(titled('Pricing'))
    expect(viewed.person).toMatchObject(person)
    expect(viewed).not.toHaveProperty('trackingId')
    expect(viewed.customFields ?? []).not.toContainEqual(SELF_REPORTED)
  })
}

test('a claim without a token is labelled as one, and what the page adds to a token is not believed', async ({
  world,
  page,
}) => {
  await page.goto(`${world.siteUrl}/pricing`)
  await tellTamtam(page, 'identify', { email: 'eve@claims.example' })
  const claimed = await world.receive(titled('Pricing'))
  expect(claimed.person).toMatchObject({ email: 'eve@claims.example' })
  expect(claimed.customFields).toEqual([expect.objectContaining({ value: 'self-reported' })])

  const other = await world.newVisitor()
  const signed = await other.newPage()
  await signed.goto(`${world.siteUrl}/tour`)
  const token = await sign('EdDSA', { email: 'ada@analytical.example' })
  await tellTamtam(signed, 'identify', { email: 'victim@bank.example', name: 'Victim' }, token)
  const proven = await world.receive(titled('Product tour'))
  expect(proven.person).toMatchObject({ email: 'ada@analytical.example' })
  expect(proven.person).not.toHaveProperty('name')
  await other.close()
})

test('a forged token names nobody', async ({ world, page }) => {
  const victim = { email: 'victim@bank.example' }
  const { privateKey: stranger } = generateKeyPairSync('ed25519')
  const forged = [
    await sign('EdDSA', victim, { key: stranger }),
    (await sign('ES256', victim)).replace(/[^.]+$/, 'A'.repeat(86)),
    withoutSignature(victim),
    // Of another site, which has its own keys.
    await sign('EdDSA', victim, { issuer: 'other-site' }),
  ]
  for (const token of forged) {
    await page.goto(`${world.siteUrl}/pricing`)
    await tellTamtam(page, 'identify', {}, token)
    await tellTamtam(page, 'identify', victim, token)
  }

  // A known visitor's page view is sealed later than the forger's.
  await viewAs(world, { email: 'ada@analytical.example' })
  await world.receive(titled('Product tour'))
  expect(world.received().map(({ person }) => person?.email)).toEqual(['ada@analytical.example'])
})

async function viewAs(world: World, person: { email: string }): Promise<void> {
  const visitor = await world.newVisitor()
  const page: Page = await visitor.newPage()
  await page.goto(`${world.siteUrl}/tour`)
  await tellTamtam(page, 'identify', {}, await sign('EdDSA', person))
  await visitor.close()
}

/** As README's five lines for a site's own server do. */
function sign(
  alg: Algorithm,
  person: JWTPayload,
  { key = KEYS[alg].privateKey, issuer = 'demo' }: { key?: KeyObject; issuer?: string } = {},
): Promise<string> {
  return new SignJWT(person)
    .setProtectedHeader({ alg, kid: alg })
    .setSubject('user-1')
    .setIssuer(issuer)
    .setAudience('tamtam')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key)
}

/** https://www.rfc-editor.org/rfc/rfc7519#section-6 */
function withoutSignature(person: JWTPayload): string {
  const nowSeconds = Math.floor(Date.now() / 1000)
  const times = { iat: nowSeconds, exp: nowSeconds + 3600 }
  const parts = [
    { alg: 'none', kid: 'EdDSA' },
    { ...person, ...times, iss: 'demo', aud: 'tamtam' },
  ]
  return [...parts.map((part) => btoa(JSON.stringify(part)).replace(/=+$/, '')), ''].join('.')
}
