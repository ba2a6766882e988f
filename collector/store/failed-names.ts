import { personKey } from './who.js'

/** What surrounds an address in JSON, prose or markup, and what an address has once. */
const BEFORE = /[^\s"'<>()[\]{},;:\\@]+$/
const AFTER = /^[^\s"'<>()?&/#[\]{},;:\\@]+/

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const MAX_BEFORE = 64
const MAX_AFTER = 255

/** What a page sent may be anything, and is read as beacons are taken over: nobody may make that slow. */
const MAX_SIGNS = 1000
const MAX_KEYS = 100

/**
 * Whom or what a failed event names, by the keys of aliases: what a page sent may have any shape, so addresses are found
 * wherever they stand, numbers and trackingIds by their keys. Not all of what names more than anybody has reason to.
 */
export function whoKeysIn(body: string): string[] {
  const keys = new Set<string>()
  const add = (key: string | null): void => {
    if (key !== null && keys.size < MAX_KEYS) keys.add(key)
  }
  for (const email of addressesIn(body)) add(personKey({ email }))
  for (const [, name, value = ''] of body.matchAll(/"(phoneNumber|trackingId)"\s*:\s*"([^"]*)"/g)) {
    add(name === 'trackingId' ? `tracking:${value}` : personKey({ phoneNumber: value }))
  }
  return [...keys]
}

function* addressesIn(text: string): Generator<string> {
  let at = text.indexOf('@')
  for (let signs = 0; at >= 0 && signs < MAX_SIGNS; signs++) {
    const [before] = BEFORE.exec(text.slice(Math.max(0, at - MAX_BEFORE), at)) ?? []
    const [after] = AFTER.exec(text.slice(at + 1, at + 1 + MAX_AFTER)) ?? []
    // A sentence may end behind it.
    if (before && after) yield `${before}@${after.replace(/\.+$/, '')}`
    at = text.indexOf('@', at + 1)
  }
}
