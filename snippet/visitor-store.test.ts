import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { setOptions } from './options.js'
import { OPTIONS, storage } from './test-page.js'
import type { Visitor } from './visitor.js'
import { readVisitor, writeVisitor } from './visitor-store.js'

/* Covers: what is written and read. Leaves out: which cookies a real browser takes. */

const ID = '0123456789abcdef'.repeat(2)
const OWN: Visitor = ['f'.repeat(32), 1]

/** A document without cookies, or one that will hear of none. */
function openCookies(isBlocked = false): string[] {
  const written: string[] = []
  const cookie = {
    get() {
      if (isBlocked) throw new DOMException('', 'SecurityError')
      // Others' cookies lie around ours, and one of them ends like it.
      return ['xtamtam=other', ...written.slice(-1).map((each) => each.split(';')[0]), 'b=2'].join(
        '; ',
      )
    },
    set: (text: string) => written.push(text),
  }
  Object.defineProperty(document, 'cookie', cookie)
  return written
}

const text = fc.string({ unit: 'binary-ascii', maxLength: 40 })
const part = fc.oneof(text, fc.constantFrom('a,b', 'a;b=c', 'ab+c/d==', '100 %', 'é語👋', 'a b'))
const visitor = fc
  .tuple(fc.nat(), part, part, fc.nat().map(String))
  .map(([atMs, trackingId, linkToken, person]): Visitor => [
    ID,
    atMs,
    ID,
    trackingId,
    linkToken,
    person,
  ])

test('without anything stored the visitor is whom the page remembers', () => {
  setOptions(OPTIONS)
  expect(readVisitor([])).toEqual([])
  expect(readVisitor(OWN)).toEqual(OWN)
})

test('property: what is written to localStorage is read again, as texts', () => {
  setOptions(OPTIONS)
  fc.assert(
    fc.property(visitor, (visitor) => {
      writeVisitor(visitor)
      expect(readVisitor([])).toEqual(visitor.map(String))
    }),
  )
  expect(Object.keys(storage)).toEqual(['tamtam'])
})

test('where storage is full and its visitor stays behind, the page’s own is the one', () => {
  setOptions(OPTIONS)
  writeVisitor(OWN)
  const later: Visitor = [ID, OWN[1] + 1, ID, 'gong-1', '', '']
  expect(readVisitor(later)).toEqual(later)
  expect(readVisitor([ID, OWN[1], ID, '', '', ''])).toEqual(OWN.map(String))
})

test('property: what is written to the cookie is read again from among other cookies, as texts', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  const written = openCookies()
  fc.assert(
    fc.property(visitor, (visitor) => {
      writeVisitor(visitor)
      expect(readVisitor([])).toEqual(visitor.map(String))
      // Of what cookies take: https://httpwg.org/specs/rfc6265.html#sane-set-cookie-syntax
      expect(written.at(-1)?.split(';')[0]).toMatch(/^tamtam=[\w,%.!~*'()-]+$/)
    }),
  )
  expect(storage).toEqual({})
})

test('the cookie is for all subdomains and paths, for 400 days, and not for other sites', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  const written = openCookies()
  writeVisitor([ID, 7])
  const [pair, ...attributes] = written[0]?.split(';') ?? []
  expect(pair).toBe(`tamtam=${ID},7`)
  expect(attributes).toEqual(['domain=acme.com', 'path=/', 'max-age=34560000', 'samesite=lax'])
})

test('the visitor as a reset leaves it comes back so', () => {
  setOptions(OPTIONS)
  writeVisitor([ID, 7])
  expect(storage.tamtam).toBe(`${ID},7`)
  expect(readVisitor(OWN)).toEqual([ID, '7'])
})

test('a forgotten visitor leaves nothing in localStorage', () => {
  setOptions(OPTIONS)
  writeVisitor([ID, 7])
  writeVisitor()
  expect(storage).toEqual({})
})

test('a forgotten visitor leaves no cookie', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  const written = openCookies()
  writeVisitor([ID, 7])
  writeVisitor()
  expect(written.at(-1)).toBe('tamtam=;domain=acme.com;path=/;max-age=0;samesite=lax')
  expect(readVisitor([])).toEqual([])
})

test('where storage is blocked, missing or full the page remembers by itself', () => {
  setOptions(OPTIONS)
  const refuse = () => {
    throw new DOMException('', 'QuotaExceededError')
  }
  vi.stubGlobal('localStorage', new Proxy({}, { set: refuse }))
  writeVisitor(OWN)
  expect(readVisitor(OWN)).toEqual(OWN)
  vi.stubGlobal('localStorage', null)
  writeVisitor(OWN)
  expect(readVisitor(OWN)).toEqual(OWN)
  Object.defineProperty(globalThis, 'localStorage', { get: refuse, configurable: true })
  writeVisitor(OWN)
  expect(readVisitor(OWN)).toEqual(OWN)
})

test('where cookies are blocked the page remembers by itself', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  openCookies(true)
  writeVisitor(OWN)
  expect(readVisitor(OWN)).toEqual(OWN)
})

test('somebody else’s text under our key is no visitor', () => {
  setOptions(OPTIONS)
  const older = JSON.stringify({ anonymousId: ID, sessionId: ID, lastEventAtMs: 1 })
  for (const garbage of ['', 'x', '{}', 'null', '7', older, ID, ID + ',', ID + ',x', `x,${ID},1`]) {
    storage.tamtam = garbage
    expect(readVisitor(OWN)).toEqual(OWN)
  }
  storage.tamtam = `${ID},1,${ID},%E0%A4%A`
  expect(readVisitor(OWN)).toEqual(OWN)
})

test('a stored visitor whose events the collector would refuse is none', () => {
  setOptions(OPTIONS)
  for (const garbage of [`${ID},1,x`, `${ID},1,${ID}0`, `${ID},1x`, `${ID},1x,${ID}`]) {
    storage.tamtam = garbage
    expect(readVisitor(OWN)).toEqual(OWN)
  }
})
