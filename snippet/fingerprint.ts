/**
 * 32 bits of FNV-1: enough to see that another person came, too little to tell who it was, so that no address lies in
 * the page's storage. Letter case makes no difference. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fingerprint(text: string): number {
  let hash = 0
  for (const character of text.toLowerCase()) {
    hash = Math.imul(hash, 0x01000193) ^ character.charCodeAt(0)
  }
  return hash
}
