/**
 * 32 bits: enough to see that another person came, and no address lies in the visitor's entry. It is no secret: whoever
 * has a list of addresses can try them all, which is why the caller puts the anonymousId before the text, so that the
 * number alone matches nobody. Letter case makes no difference.
 */
export function fingerprint(text: string): string {
  let hash = 0
  for (const character of text.toLowerCase()) hash = (31 * hash + character.charCodeAt(0)) % 2 ** 32
  return String(hash)
}
