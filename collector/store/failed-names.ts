import { spellingsOf } from './failed-spellings.js'
import { personKey, type Person } from './who.js'

/** What surrounds an address in prose, markup or a URL, and what an address has once. */
const BEFORE = /[^\s"<>()?&/#=[\]{},;:\\@]+$/
const AFTER = /^[^\s"'<>()?&/#[\]{},;:\\@]+/
const WHOLE = /^[^\s"<>()[\]{},;:\\@]{1,64}@[^\s"'<>()?&/#[\]{},;:\\@]{1,255}$/

/** What an address may have, and what may as well stand before one. */
const MAYBE_BEFORE = /['`|]/g

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const MAX_BEFORE = 64
const MAX_AFTER = 255

/** What a page sent may be anything, and is read as beacons are taken over: nobody may make that slow. */
const MAX_KEYS = 1000
/** Of all spellings together: many times what a beacon may hold, and read within a fraction of a second. */
const MAX_CHARACTERS = 1_000_000

/** Whom or what a failed event names. */
export interface Names {
  /** As keys of aliases. */
  keys: string[]
  /** It names or hides more than is read, which no page has reason to: whoever has to be sure takes it to name anybody. */
  isBeyond: boolean
}

/**
 * What a page sent may have any shape, so addresses are found wherever they stand and however they are escaped, encoded
 * or signed; numbers, ids and trackingIds by their keys. Where prose leaves open where an address begins, all that it
 * may be are named; a value that is an address as a whole names that one alone.
 */
export function namesIn(body: string): Names {
  const keys = new Set<string>()
  let left = MAX_CHARACTERS
  for (const spelling of spellingsOf(body)) {
    if (spelling.kind === 'text') {
      left -= spelling.text.length
      for (const email of addressesIn(spelling.text)) add(keys, personKey({ email }))
    } else {
      for (const key of keysOf(spelling.fields)) add(keys, key)
    }
    if (left < 0 || keys.size > MAX_KEYS) return { keys: [...keys], isBeyond: true }
  }
  return { keys: [...keys], isBeyond: false }
}

/** The keys alone: for whoever hands over what is surely somebody's. */
export function whoKeysIn(body: string): string[] {
  return namesIn(body).keys
}

function add(keys: Set<string>, key: string | null): void {
  if (key !== null && keys.size <= MAX_KEYS) keys.add(key)
}

/** All that an object says of a person, not the strongest alone: nobody knows by what we knew them. */
function* keysOf(fields: Readonly<Record<string, unknown>>): Generator<string | null> {
  const email = textOf(fields['email'])
  // A value that is none may hold one, which is found as a text.
  if (email !== null && WHOLE.test(email.trim())) yield personKey({ email })
  const phoneNumber = textOf(fields['phoneNumber'])
  if (phoneNumber !== null) {
    yield personKey({ phoneNumber })
    // JSON has no plus before a number.
    if (typeof fields['phoneNumber'] === 'number')
      yield personKey({ phoneNumber: `+${phoneNumber}` })
  }
  const trackingId = textOf(fields['trackingId'])
  if (trackingId !== null) yield `tracking:${trackingId}`
  const personId = textOf(fields['personId'])
  const domain = textOf(objectOf(fields['company'])['domain'])
  if (personId !== null && domain !== null) yield personKey({ personId, company: { domain } })
  const crm = crmOf(objectOf(fields['crm']))
  if (crm) yield personKey({ crm })
}

function crmOf(fields: Readonly<Record<string, unknown>>): Person['crm'] | null {
  const objectType = fields['objectType']
  const objectId = textOf(fields['objectId'])
  const systemName = textOf(fields['systemName'])
  if (objectId === null || (objectType !== 'CONTACT' && objectType !== 'LEAD')) return null
  return { objectType, objectId, ...(systemName === null ? {} : { systemName }) }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}

function* addressesIn(text: string): Generator<string> {
  if (!text.includes('@')) return
  const whole = text.trim()
  if (WHOLE.test(whole)) {
    yield withoutFullStop(whole)
    if (!/^'|[`|?&/#=]/.test(whole)) return
  }
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const [before] = BEFORE.exec(text.slice(Math.max(0, at - MAX_BEFORE), at)) ?? []
    if (before === undefined) continue
    const [after] = AFTER.exec(text.slice(at + 1, at + 1 + MAX_AFTER)) ?? []
    if (after === undefined) continue
    // Nobody's name has more of them, and each makes one name more to look for.
    const starts = [...before.matchAll(MAYBE_BEFORE)].slice(-8).map(({ index }) => index + 1)
    for (const start of [0, ...starts]) {
      if (start < before.length) yield withoutFullStop(`${before.slice(start)}@${after}`)
    }
  }
}

/** A sentence may end behind an address. */
function withoutFullStop(address: string): string {
  return address.replace(/\.{1,9}$/, '')
}
