import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Removed } from '../store/count-removed.js'
import type { Erasure } from '../store/erasure.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { failedPlaceKey, type FailedPlace } from '../store/read-failed-naming.js'
import type { Store } from '../store/store.js'
import type { Erasable } from '../store/tombstones.js'
import { emptyLog } from './empty-log.js'
import type { Receipt } from './erase-receipt.js'
import { restInSpool } from './erase-spool.js'
import { erasableOf, kindOfKey, type Whom } from './erase-whom.js'
import { maskName } from './mask-name.js'

/** What would go, and by what else the same browsers know the person: keys of aliases, in the clear. */
export type ErasePlan = Pick<Receipt, 'browsers' | 'removed' | 'atGong'> & {
  alsoKnownAs: string[]
}

export interface EraseDeps {
  store: Store
  /** Of this machine; null where none is to be looked into. */
  spoolPath: string | null
  newId: () => string
  /** Failed events read through so far, in search of the person's name. */
  onProgress?: (failedEvents: number) => void
  /** Resolves after so long; for tests. */
  wait?: (ms: number) => Promise<unknown>
}

/** A person is named by nothing that the store could know anybody by. */
export class NamesNobody extends Error {
  override name = 'NamesNobody'
}

const FAILED_EVENTS_A_STEP = 1000

/**
 * Counts what `erasePerson` would remove, by the same finding. Belongs into one `read` of the store, so that all is of one
 * moment: nothing is changed or held up. 100,000 events are counted in about two
 * seconds on a busy machine of two cores. Throws NamesNobody.
 */
export async function planErase(
  verbs: ReadVerbs,
  whom: Whom,
  { onProgress = () => {} }: Pick<EraseDeps, 'onProgress'> = {},
): Promise<ErasePlan> {
  const erasable = demand(whom)
  const { visitors, removed, atGong, alsoKnownAs, failed } = await verbs.countErasable(erasable)
  let elsewhere = 0
  for await (const places of failedNaming(verbs, { erasable, onProgress })) {
    elsewhere += places.filter((place) => !failed.has(failedPlaceKey(place))).length
  }
  return {
    browsers: visitors,
    removed: plusFailed(removed, elsewhere),
    atGong: atGongOf({ atGong }),
    alsoKnownAs,
  }
}

/**
 * Removes all that the store has of one person and leaves a tombstone, by which what rests in spools or comes late from
 * pages is dropped as it arrives. One stage's transaction, with its entry in the audit log; then failed events that name
 * the person from other browsers, step by step. A call to Gong that is under way ends there and is written down nowhere.
 * Doing it again removes nothing more and gives another receipt. Throws NamesNobody, or what the transaction throws, and
 * then nothing is erased; what fails later is in the receipt.
 */
export async function erasePerson(
  { store, spoolPath, newId, onProgress = () => {}, wait }: EraseDeps,
  { whom, actor }: { whom: Whom; actor: string },
): Promise<{ receipt: Receipt; alsoKnownAs: string[] }> {
  const erasable = demand(whom)
  const name = nameIn(whom)
  const receiptId = newId()
  const tombstone = store.tombstoneOf(erasable)
  const entry = { actor, action: 'erase', target: tombstone }
  const spool = spoolPath === null ? null : await restInSpool(spoolPath, name)
  const { erased, erasedAtMs } = await store.stage(async (tx) => {
    const atMs = await tx.nowMs()
    const gone = await tx.erase(erasable, atMs)
    const { removed, visitors: browsers } = gone
    const detail = { receiptId, by: whom.by, browsers, removed, atGong: atGongOf(gone) }
    await tx.keepAudit({ ...entry, atMs, detail })
    return { erased: gone, erasedAtMs: atMs }
  })

  // From here on the person is erased, and whoever asked must have the receipt whatever fails.
  const unfinished: string[] = []
  const attempt = async (words: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      unfinished.push(`${words} (${maskName(why, name)}): erase them again.`)
    }
  }
  let failed = 0
  await attempt('failed events of other browsers that name them may be left', async () => {
    for await (const places of failedNaming(store, { erasable, onProgress })) {
      if (places.length > 0) failed += await store.transaction((tx) => tx.removeFailedAt(places))
    }
  })
  if (failed > 0) {
    const detail = { receiptId, by: whom.by, removed: { failed_events: failed } }
    await attempt('the audit log has no entry of the failed events that went', async () =>
      store.keepAudit({ ...entry, atMs: await store.nowMs(), detail }),
    )
  }
  let logEmptied: boolean | null = false
  await attempt("the store's log could not be emptied", async () => {
    logEmptied = await emptyLog(store, wait)
  })
  const alsoKnownAs = erased.alsoKnownAs.map((whoKey) => ({
    by: kindOfKey(whoKey),
    tombstone: store.tombstoneOf({ kind: 'person', whoKey }),
  }))
  const receipt: Receipt = {
    receiptId,
    erasedAtMs,
    actor,
    by: whom.by,
    tombstone,
    browsers: erased.visitors,
    removed: plusFailed(erased.removed, failed),
    alsoKnownAs,
    spool,
    logEmptied,
    atGong: atGongOf(erased),
    gongErasure: null,
    unfinished,
  }
  return { receipt, alsoKnownAs: erased.alsoKnownAs }
}

/** Steps through all failed events: those of each that name the person. Others may be read and written meanwhile. */
async function* failedNaming(
  verbs: Pick<ReadVerbs, 'readFailedNaming'>,
  { erasable, onProgress }: { erasable: Erasable; onProgress: (read: number) => void },
): AsyncGenerator<FailedPlace[]> {
  if (erasable.kind === 'visitor') return
  let after: FailedPlace | null = null
  for (let read = 0; ;) {
    const limit = FAILED_EVENTS_A_STEP
    const step: Awaited<ReturnType<ReadVerbs['readFailedNaming']>> = await verbs.readFailedNaming(
      erasable.whoKey,
      { after, limit },
    )
    yield step.found
    if (step.next === null) return
    after = step.next
    onProgress((read += limit))
    // Signals are heard between two turns only.
    await nextTurn()
  }
}

function demand(whom: Whom): Erasable {
  const erasable = erasableOf(whom)
  if (erasable) return erasable
  throw new NamesNobody(`nobody can be known by this ${whom.by}`)
}

function plusFailed(removed: Removed, failed: number): Removed {
  if (failed === 0) return removed
  return { ...removed, failed_events: (removed['failed_events'] ?? 0) + failed }
}

function atGongOf({
  atGong: { delivered, uncertain },
}: Pick<Erasure, 'atGong'>): Receipt['atGong'] {
  const requestIds = delivered.filter((requestId) => requestId !== null)
  return { delivered: delivered.length, requestIds, uncertain }
}

/** As pages say it. */
function nameIn(whom: Whom): string {
  switch (whom.by) {
    case 'email':
      return whom.email
    case 'phone':
      return whom.phoneNumber
    case 'personId':
      return whom.personId
    case 'trackingId':
      return whom.trackingId
    case 'anonymousId':
      return whom.anonymousId
  }
}
