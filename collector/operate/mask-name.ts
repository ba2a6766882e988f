/** What stands in place of the name in words of others. */
const MASK = '(the address)'

/** A text of somebody else's without a name, however its letters are cased, and whether or not it is encoded for a URL. */
export function maskName(text: string, name: string): string {
  const bare = name.trim()
  if (bare === '') return text
  const signs = [...bare].map((sign) => {
    const spellings = [sign, encodeURIComponent(sign), encodeURIComponent(encodeURIComponent(sign))]
    const codes = [...Buffer.from(sign)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    return `(?:${[...new Set([...spellings, codes.join('')])].map(literal).join('|')})`
  })
  return text.replaceAll(new RegExp(signs.join(''), 'giu'), MASK)
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
}
