/** A BOM is a character like any other in the middle of things. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What no database should be given: PostgreSQL refuses NUL, and its jsonb refuses surrogates that stand alone. */
const UNSTORABLE = /\0|\p{Surrogate}/u

/** What is wrong with a stored text, in words; null when nothing is. */
export function judgeText(bytes: Buffer): string | null {
  try {
    return UNSTORABLE.test(UTF8.decode(bytes)) ? 'holds NUL' : null
  } catch {
    return 'is not UTF-8'
  }
}

/** The same of JSON, of what its escapes stand for too. */
export function judgeJson(bytes: Buffer): string | null {
  const unfit = judgeText(bytes)
  if (unfit !== null) return unfit
  let fault: string | null = null
  try {
    JSON.parse(bytes.toString(), (key, value: unknown) => {
      const words = typeof value === 'string' ? key + value : key
      if (UNSTORABLE.test(words)) fault = `holds NUL or a lone surrogate at ${key}`
      return value
    })
    return fault
  } catch {
    return 'is no JSON'
  }
}
