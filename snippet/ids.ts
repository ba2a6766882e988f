/** 128 random bits as 32 hexadecimal digits; never made from anything that the page or its URL holds. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return bytes.reduce((digits, byte) => digits + (byte + 256).toString(16).slice(1), '')
}

/**
 * A UUID, version 4. `crypto.randomUUID` is missing on plain http pages.
 * https://developer.mozilla.org/docs/Web/API/Crypto/randomUUID
 */
export function newEventId(): string {
  return newId().replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-')
}
