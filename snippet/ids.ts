/** 128 random bits as 32 hexadecimal digits; never made from anything that the page or its URL holds. */
export function newId(shape = '0'.repeat(32)): string {
  // One for each place.
  const bytes = crypto.getRandomValues(new Uint8Array(36))
  return shape.replace(/0/g, (_, place: number) => ((bytes[place] as number) % 16).toString(16))
}

/**
 * A UUID, version 4. `crypto.randomUUID` is missing on plain http pages.
 * https://developer.mozilla.org/docs/Web/API/Crypto/randomUUID
 */
export function newEventId(): string {
  return newId('00000000-0000-4000-8000-000000000000')
}
