import { readFileSync } from 'node:fs'
import { Failure } from './failure.js'

export interface Recipient {
  email: string
  name?: string
}

/** What one share may have. */
const MAX_RECIPIENTS = 100

interface Given {
  to?: readonly string[]
  toFile?: string
}

/** Recipients as `--to` and `--to-file` name them; each address once, in order. Misuse where there are none or too many. */
export function readRecipients(
  { to = [], toFile }: Given,
  misuse: (words: string) => never,
): Recipient[] {
  const lines = toFile === undefined ? [] : readLines(toFile)
  const named = [...to, ...lines].map((text) => recipientOf(text, misuse))
  const once = new Map(named.map((each) => [each.email.toLowerCase(), each]))
  if (once.size === 0) return misuse('--to or --to-file is needed: whom is it sent to?')
  if (once.size > MAX_RECIPIENTS) {
    return misuse(`a share has at most ${MAX_RECIPIENTS} recipients, got ${once.size}`)
  }
  return [...once.values()]
}

/** Without empty lines and those that begin with #. */
function readLines(path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Failure(`--to-file: expected a file that can be read: ${String(cause)}`, { cause })
  }
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** An address, or a name and an address in angle brackets; what an address may be the collector says. */
function recipientOf(text: string, misuse: (words: string) => never): Recipient {
  const [, name = '', bracketed] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? []
  const email = (bracketed ?? text).trim()
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(email)) {
    return misuse(`expected an address such as ada@example.org, got ${JSON.stringify(text)}`)
  }
  const plain = name.trim().replace(/^"(.*)"$/, '$1')
  return { email, ...(plain && { name: plain }) }
}
