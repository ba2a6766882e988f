import { safeText, timeInWords } from '../explain/in-words.js'
import type { ErasePlan } from '../operate/erase-person.js'
import type { Receipt } from '../operate/erase-receipt.js'
import { atGongInWords, receiptInWords } from '../operate/receipt-in-words.js'
import { renderTable } from './render-table.js'

/** What was found, before anything is done. */
export function renderErasePlan({ browsers, removed, atGong, alsoKnownAs }: ErasePlan): string {
  const tables = Object.entries(removed)
  if (tables.length === 0) {
    return 'The store has nothing of them. A tombstone would keep out what rests in spools and pages.'
  }
  const rows = tables.map(([table, count]) => [table, inFigures(count)])
  return [
    `Found in the store, of ${inWords(browsers, 'browser')}:`,
    renderTable([['table', 'rows'], ...rows], [1]),
    ...atGongInWords({ ...atGong, requestIds: [] }),
    ...alsoKnown(alsoKnownAs),
  ].join('\n')
}

/** Names under which the same browsers knew the person, each with the command that erases it too. */
export function alsoKnown(whoKeys: readonly string[]): string[] {
  return whoKeys.map((whoKey) => {
    const [kind = '', ...rest] = whoKey.split(':')
    const name = JSON.stringify(rest.join(':'))
    const option = { email: '--email', phone: '--phone', tracking: '--tracking-id' }[kind]
    const how = option ? `: tamtam erase ${option} ${safeText(name)} erases it too` : ''
    return `The same browsers knew them as ${safeText(whoKey)}${how}.`
  })
}

export function renderReceipt(receipt: Receipt): string {
  const { receiptId, erasedAtMs, actor, by, tombstone, browsers, removed } = receipt
  const facts = [
    ['receipt', receiptId],
    ['erased', `${timeInWords(erasedAtMs)}, by ${safeText(actor)}`],
    ['asked for', `by ${by}`],
    ['tombstone', tombstone],
    ['browsers', inFigures(browsers)],
  ]
  const rows = Object.entries(removed).map(([table, count]) => [table, inFigures(count)])
  return [
    renderTable(facts),
    '',
    rows.length === 0
      ? 'Nothing of them was in the store.'
      : renderTable([['removed from', 'rows'], ...rows], [1]),
    '',
    ...receiptInWords(receipt),
  ].join('\n')
}

function inFigures(count: number): string {
  return count.toLocaleString('en-US')
}

function inWords(count: number, what: string): string {
  return `${inFigures(count)} ${what}${count === 1 ? '' : 's'}`
}
