import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Removed } from '../store/count-removed.js'
import type { Erasure } from '../store/erasure.js'
import type { FailedPlace } from '../store/failed-of-erased.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { Erasable } from '../store/tombstones.js'
import type { Receipt } from './erase-receipt.js'
import { restInSpool } from './erase-spool.js'
import { erasableOf, kindOfKey, type Whom } from './erase-whom.js'

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
}

/** A person is named by nothing that the store could know anybody by. */
export class NamesNobody extends Error {
  override name = 'NamesNobody'
}

const FAILED_EVENTS_A_STEP = 1000

/**
 * Counts what `erasePerson` would remove, by doing so and taking it back: for as long as that takes, collectors' stages
 * wait. Nothing is changed. Throws NamesNobody.
 */
export async function planErase(
  { store, onProgress = () => {} }: Pick<EraseDeps, 'store' | 'onProgress'>,
  whom: Whom,
): Promise<ErasePlan> {
  const erasable = demand(whom)
  const elsewhere: FailedPlace[] = []
  for await (const places of failedNaming(store, { erasable, onProgress })) {
    elsewhere.push(...places)
  }
  const { erased, failed } = await tryOut(store, async (tx) => ({
    erased: await tx.erase(erasable, await tx.nowMs()),
    failed: await tx.removeFailedAt(elsewhere),
  }))
  return {
    browsers: erased.visitors,
    removed: plusFailed(erased.removed, failed),
    atGong: atGongOf(erased),
    alsoKnownAs: erased.alsoKnownAs,
  }
}

/**
 * Removes all that the store has of one person and leaves a tombstone, by which what rests in spools or comes late from
 * pages is dropped as it arrives. One stage's transaction, with its entry in the audit log; then failed events that name
 * the person from other browsers, step by step. A call to Gong that is under way ends there and is written down nowhere.
 * Doing it again removes nothing more and gives another receipt. Throws NamesNobody.
 */
export async function erasePerson(
  { store, spoolPath, newId, onProgress = () => {} }: EraseDeps,
  { whom, actor }: { whom: Whom; actor: string },
): Promise<{ receipt: Receipt; alsoKnownAs: string[] }> {
  const erasable = demand(whom)
  const receiptId = newId()
  const tombstone = store.tombstoneOf(erasable)
  const entry = { actor, action: 'erase', target: tombstone }
  const { erased, erasedAtMs } = await store.stage(async (tx) => {
    const atMs = await tx.nowMs()
    const gone = await tx.erase(erasable, atMs)
    const { removed, visitors: browsers, atGong } = gone
    const { delivered, uncertain } = atGong
    const told = { delivered: delivered.length, uncertain }
    const detail = { receiptId, by: whom.by, browsers, removed, atGong: told }
    await tx.keepAudit({ ...entry, atMs, detail })
    return { erased: gone, erasedAtMs: atMs }
  })
  let failed = 0
  for await (const places of failedNaming(store, { erasable, onProgress })) {
    if (places.length > 0) failed += await store.transaction((tx) => tx.removeFailedAt(places))
  }
  await store.emptyLog()
  if (failed > 0) {
    const detail = { receiptId, by: whom.by, removed: { failed_events: failed } }
    await store.keepAudit({ ...entry, atMs: await store.nowMs(), detail })
  }
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
    spool: spoolPath === null ? null : restInSpool(spoolPath, nameIn(whom)),
    atGong: atGongOf(erased),
    gongErasure: null,
  }
  return { receipt, alsoKnownAs: erased.alsoKnownAs }
}

/** What was done and is taken back: to end a transaction without effect, it has to fail. */
class TakenBack extends Error {
  constructor(readonly done: { erased: Erasure; failed: number }) {
    super('taken back')
  }
}

async function tryOut(
  store: Store,
  work: (tx: StoreVerbs) => Promise<TakenBack['done']>,
): Promise<TakenBack['done']> {
  try {
    return await store.stage<never>(async (tx) => {
      throw new TakenBack(await work(tx))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.done
    throw error
  }
}

/** Steps through all failed events: those of each that name the person. Others may be read and written meanwhile. */
async function* failedNaming(
  store: Store,
  { erasable, onProgress }: { erasable: Erasable; onProgress: (read: number) => void },
): AsyncGenerator<FailedPlace[]> {
  if (erasable.kind === 'visitor') return
  let after: FailedPlace | null = null
  for (let read = 0; ;) {
    const limit = FAILED_EVENTS_A_STEP
    const step: Awaited<ReturnType<Store['readFailedNaming']>> = await store.readFailedNaming(
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

function atGongOf({ atGong: { delivered, uncertain } }: Erasure): Receipt['atGong'] {
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
