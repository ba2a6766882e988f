/**
 * 32 bits of FNV-1: enough to see that another person came, and no address lies in the page's storage. It is no secret:
 * whoever has a list of addresses can try them all, which is why the caller puts the anonymousId before the text, so
 * that the number alone matches nobody. Letter case makes no difference. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fingerprint(text: string): number {
  let hash = 0
  for (const character of text.toLowerCase()) {
    hash = Math.imul(hash, 0x01000193) ^ character.charCodeAt(0)
  }
  return hash
}
