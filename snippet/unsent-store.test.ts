import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import type { WireEvent } from '../wire/event.js'
import { eventOf } from './test-far-end.js'

let storage: Record<string, string>

beforeEach(() => {
  storage = {}
  vi.stubGlobal('localStorage', storage)
})

/** Each page has a store of its own over the storage of all. */
async function openStore() {
  vi.resetModules()
  const { setOptions } = await import('./options.js')
  setOptions({ site: 'acme', endpoint: 'https://collector.example.com/v1/events' })
  const { storeUnsent, takeUnsent, serialise } = await import('./unsent-store.js')
  const takeAll = () => {
    const taken: WireEvent[] = []
    takeUnsent((event) => taken.push(event))
    return taken
  }
  return { storeUnsent, takeAll, serialise }
}

/** The callers see to it that what is thrown comes to nothing. */
function tryToTake(store: Awaited<ReturnType<typeof openStore>>): WireEvent[] {
  try {
    return store.takeAll()
  } catch {
    return []
  }
}

test('what a page leaves, the next one takes, once', async () => {
  const first = await openStore()
  first.storeUnsent([eventOf('a'), eventOf('b', 'with "quotes", ] and \u2028')])
  const second = await openStore()
  expect(second.takeAll()).toEqual([eventOf('a'), eventOf('b', 'with "quotes", ] and \u2028')])
  expect(second.takeAll()).toEqual([])
  expect(storage).toEqual({})
})

test('what is older than a day is given up', async () => {
  const first = await openStore()
  first.storeUnsent([eventOf('old')])
  vi.setSystemTime(Date.now() + 24 * 60 * 60_000)
  const second = await openStore()
  second.storeUnsent([eventOf('new')])
  const ids = (await openStore()).takeAll().map(({ eventId }) => eventId)
  expect(ids).toEqual(['new'])
  expect(storage).toEqual({})
})

test('two pages that are open at once overwrite nothing of each other', async () => {
  const first = await openStore()
  const second = await openStore()
  first.storeUnsent([eventOf('a')])
  second.storeUnsent([eventOf('b')])
  first.storeUnsent([eventOf('c')])
  const ids = (await openStore()).takeAll().map(({ eventId }) => eventId)
  expect(ids.sort()).toEqual(['b', 'c'])
})

test('what is stored replaces what was, and nothing leaves nothing', async () => {
  const store = await openStore()
  store.storeUnsent([eventOf('a')])
  store.storeUnsent(new Set([eventOf('b')]))
  expect(Object.keys(storage)).toHaveLength(1)
  store.storeUnsent([])
  expect(storage).toEqual({})
})

test('entries of others stay, those of another site and our own visitor among them', async () => {
  const others = { tamtam: 'x', tamtam_docs_1: 'x', my_tamtam_acme_1: 'x', theme: 'dark' }
  Object.assign(storage, others)
  const store = await openStore()
  expect(store.takeAll()).toEqual([])
  expect(storage).toEqual(others)
})

test.each(['', '{', 'null,', '[object Object]', '{"eventId":"a"'])(
  'garbage under our prefix (%j) costs one attempt and is gone',
  async (garbage) => {
    storage.tamtam_acme_0 = garbage
    const store = await openStore()
    expect(tryToTake(store)).toEqual([])
    expect(storage).toEqual({})
    store.storeUnsent([eventOf('a')])
    expect(store.takeAll()).toEqual([eventOf('a')])
  },
)

test('what pages have stored beside garbage is taken by the next page at the latest', async () => {
  storage.tamtam_acme_0 = '{'
  const first = await openStore()
  first.storeUnsent([eventOf('a')])
  const second = await openStore()
  const taken = [...tryToTake(second), ...tryToTake(second)]
  expect(taken).toEqual([eventOf('a')])
})

test('property: whatever lies under our prefix is gone after as many attempts', async () => {
  const store = await openStore()
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.json())), (entries) => {
      for (const [key, text] of Object.entries(entries)) storage[`tamtam_acme_${key}`] = text
      Object.keys(storage).forEach(() => tryToTake(store))
      expect(storage).toEqual({})
    }),
  )
})

test('where storage is blocked, nothing is kept and to keep it throws nothing', async () => {
  const refuse = () => {
    throw new DOMException('', 'SecurityError')
  }
  const blocked = new Proxy(
    {},
    { get: refuse, set: refuse, ownKeys: refuse, deleteProperty: refuse },
  )
  for (const found of [undefined, null, blocked]) {
    vi.stubGlobal('localStorage', found)
    const store = await openStore()
    store.storeUnsent([eventOf('a')])
    expect(tryToTake(store)).toEqual([])
  }
})

test('where storage is full, what was stored before stays, and comes again without harm', async () => {
  const store = await openStore()
  store.storeUnsent([eventOf('a')])
  const full = new Proxy(storage, {
    set: () => {
      throw new DOMException('', 'QuotaExceededError')
    },
  })
  vi.stubGlobal('localStorage', full)
  store.storeUnsent([eventOf('b')])
  expect(store.takeAll()).toEqual([eventOf('a')])
})

test('a page that gives arrays a toJSON, like old Prototype.js, changes no text', async () => {
  const { serialise } = await openStore()
  Object.assign(Array.prototype, { toJSON: () => 'text' })
  try {
    expect(serialise([eventOf('a'), eventOf('b')])).toBe(
      `${JSON.stringify(eventOf('a'))},${JSON.stringify(eventOf('b'))}`,
    )
  } finally {
    Reflect.deleteProperty(Array.prototype, 'toJSON')
  }
})
