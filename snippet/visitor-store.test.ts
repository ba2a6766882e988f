import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { setOptions } from './options.js'
import { OPTIONS, storage } from './test-page.js'
import type { Visitor } from './visitor.js'
import { keepVisitor, readVisitor } from './visitor-store.js'

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
  .tuple(fc.nat(), part, fc.nat().map(String))
  .map(([atMs, trackingId, person]): Visitor => [ID, atMs, ID, trackingId, person])

beforeEach(() => {
  setOptions(OPTIONS)
  keepVisitor([])
})

test('without anything stored the visitor is whom the page remembers', () => {
  expect(readVisitor()).toEqual([])
  keepVisitor(OWN)
  delete storage.tamtam
  expect(readVisitor()).toEqual(OWN)
})

test('property: what is written to localStorage is read again, as texts', () => {
  fc.assert(
    fc.property(visitor, (visitor) => {
      keepVisitor(visitor)
      expect(readVisitor()).toEqual(visitor.map(String))
    }),
  )
  expect(Object.keys(storage)).toEqual(['tamtam'])
})

test('a visitor who comes after another is never missing in between', () => {
  const kept = vi.fn()
  vi.stubGlobal('localStorage', new Proxy({}, { deleteProperty: kept }))
  keepVisitor(OWN)
  keepVisitor([ID, 2])
  expect(kept).not.toHaveBeenCalled()
})

test('where storage is full and its visitor stays behind, the page’s own is the one', () => {
  keepVisitor(OWN)
  const behind = String(storage.tamtam)
  const later: Visitor = [ID, OWN[1] + 1, ID, 'gong-1', '']
  keepVisitor(later)
  storage.tamtam = behind
  expect(readVisitor()).toEqual(later)
  keepVisitor([ID, OWN[1], ID, '', ''])
  storage.tamtam = behind
  expect(readVisitor()).toEqual(OWN.map(String))
})

test('property: what is written to the cookie is read again from among other cookies, as texts', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  const written = openCookies()
  fc.assert(
    fc.property(visitor, (visitor) => {
      keepVisitor(visitor)
      expect(readVisitor()).toEqual(visitor.map(String))
      // Of what cookies take: https://httpwg.org/specs/rfc6265.html#sane-set-cookie-syntax
      expect(written.at(-1)?.split(';')[0]).toMatch(/^tamtam=[\w,%.!~*'()-]+$/)
    }),
  )
  expect(storage).toEqual({})
})

test('the cookie is for all subdomains and paths, for 400 days, and not for other sites', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  const written = openCookies()
  keepVisitor([ID, 7])
  const [pair, ...attributes] = written[0]?.split(';') ?? []
  expect(pair).toBe(`tamtam=${ID},7`)
  expect(attributes).toEqual(['domain=acme.com', 'path=/', 'max-age=34560000', 'samesite=lax'])
})

test('the visitor as a reset leaves it comes back so', () => {
  keepVisitor([ID, 7])
  expect(storage.tamtam).toBe(`${ID},7`)
  expect(readVisitor()).toEqual([ID, '7'])
})

test('a forgotten visitor leaves nothing in localStorage', () => {
  keepVisitor([ID, 7])
  keepVisitor([])
  expect(storage).toEqual({})
  expect(readVisitor()).toEqual([])
})

test('a forgotten visitor leaves no cookie', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  const written = openCookies()
  keepVisitor([ID, 7])
  keepVisitor([])
  expect(written.at(-1)).toBe('tamtam=;domain=acme.com;path=/;max-age=0;samesite=lax')
  expect(readVisitor()).toEqual([])
})

test('where storage is blocked, missing or full the page remembers by itself', () => {
  const refuse = () => {
    throw new DOMException('', 'QuotaExceededError')
  }
  vi.stubGlobal('localStorage', new Proxy({}, { set: refuse }))
  keepVisitor(OWN)
  expect(readVisitor()).toEqual(OWN)
  vi.stubGlobal('localStorage', null)
  keepVisitor(OWN)
  expect(readVisitor()).toEqual(OWN)
  Object.defineProperty(globalThis, 'localStorage', { get: refuse, configurable: true })
  keepVisitor(OWN)
  expect(readVisitor()).toEqual(OWN)
})

test('where cookies are blocked the page remembers by itself', () => {
  setOptions({ ...OPTIONS, cookieDomain: 'acme.com' })
  openCookies(true)
  keepVisitor(OWN)
  expect(readVisitor()).toEqual(OWN)
})

test('somebody else’s text under our key is no visitor', () => {
  keepVisitor(OWN)
  const older = JSON.stringify({ anonymousId: ID, sessionId: ID, lastEventAtMs: 1 })
  for (const garbage of ['', 'x', '{}', 'null', '7', older, ID, ID + ',', ID + ',x', `x,${ID},1`]) {
    storage.tamtam = garbage
    expect(readVisitor()).toEqual(OWN)
  }
  storage.tamtam = `${ID},1,${ID},%E0%A4%A`
  expect(readVisitor()).toEqual(OWN)
})
