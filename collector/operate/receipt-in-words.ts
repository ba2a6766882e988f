import { safeText } from '../explain/in-words.js'
import type { Receipt } from './erase-receipt.js'

/** Of what Gong has so many requestIds are listed for people; JSON has all. */
const MAX_REQUEST_IDS = 20

/** All that is said of a receipt beside its figures; what is unfinished comes first. */
export function receiptInWords(receipt: Receipt): string[] {
  return [
    ...receipt.unfinished.map((words) => `UNFINISHED: ${words}`),
    ...spoolInWords(receipt.spool),
    ...logInWords(receipt.logEmptied),
    ...atGongInWords(receipt.atGong),
    ...gongInWords(receipt.gongErasure),
  ]
}

/** What this machine still had to hand over to the store. */
function spoolInWords(spool: Receipt['spool']): string[] {
  const late = 'What pages and spools still bring of before is dropped as it arrives.'
  if (spool === null) return [late]
  if (spool === 'unreadable') {
    return [
      `This machine's spool could not be read, so nobody knows whether it names them: a collector that starts sets a damaged one aside. ${late}`,
    ]
  }
  const { beacons, namesThem, filesNameThem, setAside } = spool
  const lines =
    beacons === 0
      ? [`Nothing rests in this machine's spool. ${late}`]
      : [
          `${inWords(beacons, 'beacon')} of anybody ${beacons === 1 ? 'rests' : 'rest'} in this machine's spool${namesThem ? ', and the name stands in one' : ''}: a running collector hands them over within seconds. ${late}`,
        ]
  if (filesNameThem && !namesThem) {
    lines.push(
      "The name stands in the spool's files, in bytes of what was handed over: a running collector overwrites them within minutes once pages are quiet, and as it stops.",
    )
  }
  if (setAside.length > 0) {
    lines.push(
      `Damaged spools that were set aside may hold anybody's data, and nothing reads them: remove ${setAside.join(', ')} once you need them no more.`,
    )
  }
  return lines
}

/** What else may hold the bytes of what went. */
function logInWords(logEmptied: Receipt['logEmptied']): string[] {
  if (logEmptied === true) return []
  return [
    logEmptied === false
      ? "What was erased may still stand in the bytes of the store's log (store.db-wal), since somebody was reading: a running collector empties it within minutes once nobody reads; else erase them again."
      : "What was erased may still stand in dead rows and the log of the database server: they go with its vacuum and its log's retention.",
  ]
}

/** What is not in our hands. */
export function atGongInWords({ delivered, uncertain, requestIds }: Receipt['atGong']): string[] {
  const lines =
    delivered === 0
      ? ['Nothing of what goes was delivered to Gong.']
      : [
          `Not in our hands: ${inWords(delivered, 'interaction')} of theirs ${delivered === 1 ? 'was' : 'were'} delivered to Gong before, and nothing at Gong is removed by this.`,
        ]
  if (uncertain > 0) {
    lines.push(
      `${inWords(uncertain, 'more call')} to Gong ${uncertain === 1 ? 'was' : 'were'} made or under way, and nobody knows what came of ${uncertain === 1 ? 'it' : 'them'}.`,
    )
  }
  if (requestIds.length > 0) {
    const rest = requestIds.length > MAX_REQUEST_IDS ? ', … (as JSON all are there)' : ''
    const some = requestIds.slice(0, MAX_REQUEST_IDS).map(safeText)
    lines.push(`Gong's requestIds: ${some.join(', ')}${rest}`)
  }
  return lines
}

/** What came of asking for Gong's own erasure; nothing where it was not asked for. */
function gongInWords(erasure: Receipt['gongErasure']): string[] {
  if (erasure === null) return []
  if (erasure.kind === 'accepted') {
    return [
      `Gong has taken the request to erase the address (requestId ${safeText(erasure.requestId ?? 'none')}), which may take it several hours. By its documentation that covers calls, e-mail messages, leads and contacts; digital interactions are not named there.`,
    ]
  }
  return [
    `Gong has NOT taken the request to erase the address. ${safeText(erasure.words)}`,
    `What was erased here stays erased. Next: ${erasure.next}`,
  ]
}

function inFigures(count: number): string {
  return count.toLocaleString('en-US')
}

function inWords(count: number, what: string): string {
  return `${inFigures(count)} ${what}${count === 1 ? '' : 's'}`
}
