import { createContentRules } from '../enrich/content-rules.js'
import type { ContentRule } from '../lib/config-content.js'

export interface AskedRule {
  /** From 1. */
  number: number
  match: string
  origin: string | null
  verdict: 'fits' | 'other path' | 'other origin'
}

/** What each rule says of an address, up to the one that decides; all of them when none does. */
export function askEachRule(
  rules: readonly ContentRule[],
  { url, decisive }: { url: string; decisive: ContentRule | undefined },
): AskedRule[] {
  const last = decisive ? rules.indexOf(decisive) + 1 : rules.length
  return rules.slice(0, last).map((rule, at) => {
    const { origin = null, match } = rule
    const verdict = rule === decisive ? 'fits' : fitsPath(rule, url) ? 'other origin' : 'other path'
    return { number: at + 1, match, origin, verdict }
  })
}

/** Wherever the page lives. */
function fitsPath(rule: ContentRule, url: string): boolean {
  return createContentRules([{ ...rule, origin: new URL(url).origin }])(url) !== undefined
}
