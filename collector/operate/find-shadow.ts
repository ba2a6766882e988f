import { createContentRules } from '../enrich/content-rules.js'
import type { ContentRule } from '../lib/config-content.js'

/** Of `origins` an entry that takes any port is asked by one that no rule is likely to name. */
const SOME_PORT = ':59999'

/**
 * The number, from 1, of an earlier rule that takes everything this one would fit, so that it never decides; null where
 * none does, or where no example decides it. The example has in the place of each `*` letters that no rule names: what an
 * earlier pattern takes of these, its own `*` takes of anything.
 */
export function findShadow(
  rules: readonly ContentRule[],
  { at, origins }: { at: number; origins: readonly string[] },
): number | null {
  const rule = rules[at]
  if (!rule) return null
  const path = exampleOf(rule.match, rules)
  const places = rule.origin === undefined ? origins : [rule.origin]
  const shadows = new Set<ContentRule | undefined>()
  for (const origin of places) {
    const url = origin.replace(/:\*$/, SOME_PORT) + path
    if (!URL.canParse(url) || createContentRules([rule])(url) === undefined) return null
    shadows.add(createContentRules(rules.slice(0, at))(url))
  }
  const [first] = shadows
  return first === undefined || shadows.has(undefined) ? null : rules.indexOf(first) + 1
}

function exampleOf(match: string, rules: readonly ContentRule[]): string {
  let letters = 'zq'
  while (rules.some((rule) => rule.match.includes(letters))) letters += 'q'
  const path = match.replaceAll('*', letters)
  return path.startsWith('/') ? path : `/${path}`
}
