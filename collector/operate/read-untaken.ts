import { reasonOf } from '../explain/reason.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { DropCount } from '../store/drops.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import type { FailedCount } from '../store/read-failed.js'

/** Events that came and that no interaction tells. Times are milliseconds since the epoch. */
export interface Untaken {
  /** Of bots and link scanners: only their number was kept. */
  drops: InWords<DropCount>[]
  /** Of people who were erased: only their number was kept. */
  erased: InWords<DropCount>[]
  /** Kept, and told by nothing, such as of pages with `send: false`: of the newest MAX_UNTOLD_READ events. */
  untold: InWords<DropCount>[]
  /** Kept with their reasons, the newest of each as examples. */
  failed: (InWords<FailedCount> & { examples: FailedExample[] })[]
}

type InWords<T> = T & { words: string }

export interface FailedExample {
  receivedAtMs: number
  detail: string
  /** As it came, JSON. */
  body: string
}

const MAX_EXAMPLES = 3

/** All that is kept of them, by site and reason. */
export async function readUntaken(verbs: ReadVerbs): Promise<Untaken> {
  const drops = (await verbs.countDropsSince(0)).map(inWords)
  const failed: Untaken['failed'] = []
  for (const count of await verbs.countFailed()) {
    const { siteId, reason } = count
    const records = await verbs.readFailed({ siteId, reason, limit: MAX_EXAMPLES })
    const examples = records.map(({ receivedAtMs, detail, body }) => ({
      receivedAtMs,
      detail,
      body,
    }))
    failed.push({ ...inWords(count), examples })
  }
  const isErased = ({ reason }: DropCount) => reason === ('person_erased' satisfies ErrorCode)
  return {
    drops: drops.filter((each) => !isErased(each)),
    erased: drops.filter(isErased),
    untold: (await verbs.countUntold()).map(inWords),
    failed,
  }
}

function inWords<T extends { reason: string }>(count: T): InWords<T> {
  return { ...count, words: reasonOf(count.reason).words }
}
