import { safeText } from './in-words.js'

/** A label and what it is; several lines stand below each other. */
export type Fact = readonly [label: string, value: string | readonly string[]]

/** A heading and its facts, the labels in a column. What pages have sent cannot reach past its own line. */
export function renderBlock(heading: string, facts: readonly Fact[]): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2
  const lines = facts.flatMap(([label, value]) =>
    [value].flat().map((line, index) => `  ${(index === 0 ? label : '').padEnd(width)}${line}`),
  )
  return [heading, ...lines].map(safeText).join('\n')
}
