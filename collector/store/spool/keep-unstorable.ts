import type { ErrorCode } from '../../lib/error-codes.js'
import { bisect } from './bisect.js'
import type { AcceptedEvent, FailedEvent, SpooledBeacon } from './spooled-beacon.js'
import { boundedText, storableJson } from './storable-text.js'

export interface KeepDeps {
  append: (beacons: readonly SpooledBeacon[]) => Promise<void>
  /** Whether an error of `append` is due to what was to be written. */
  isDataFault: (error: unknown) => boolean
  nowMs: number
}

const MAX_DETAIL_BYTES = 500
const UNSTORABLE = 'event_unstorable' satisfies ErrorCode

/**
 * Stores what can be stored of a beacon that the store refuses, and keeps the rest as failed events with the
 * database's words. Returns how many those are. May be done again after a crash: each keeps its place in the beacon.
 */
export async function keepUnstorable(
  beacon: SpooledBeacon,
  { append, isDataFault, nowMs }: KeepDeps,
): Promise<number> {
  const refused = await bisect(partsOf(beacon), {
    commit: (parts) => append([{ ...bare(beacon), ...assembled(parts) }]),
    isRowsFault: isDataFault,
  })
  for (const { row, error } of refused) await keep(row, error)
  return refused.length

  async function keep(part: Part, cause: unknown): Promise<void> {
    const failed: FailedEvent = {
      index: part.index,
      reason: part.kind === 'failed' ? part.failed.reason : UNSTORABLE,
      detail: boundedText(detailOf(part, cause), MAX_DETAIL_BYTES),
      body: bodyOf(part),
    }
    try {
      await append([{ ...bare(beacon), failedEvents: [failed] }])
    } catch (error) {
      if (!isDataFault(error)) throw error
      // What surrounds the event is at fault: then of the beacon only its ids and its numbers are given up.
      await append([
        {
          ...bare(beacon),
          beaconId: boundedText(beacon.beaconId, MAX_ID_BYTES),
          siteId: '',
          anonymousId: '',
          receivedAtMs: nowMs,
          userAgent: null,
          failedEvents: [{ ...failed, body: storableJson(JSON.stringify(beacon)) }],
        },
      ])
    }
  }
}

const MAX_ID_BYTES = 100

type Part =
  | { kind: 'event'; index: number; event: AcceptedEvent }
  | { kind: 'failed'; index: number; failed: FailedEvent }
  | { kind: 'envelope'; index: number; beacon: SpooledBeacon }

/** Each thing in a beacon that can be stored without the others, with its place as it came. */
function partsOf(beacon: SpooledBeacon): Part[] {
  const taken = new Set(beacon.failedEvents.map(({ index }) => index))
  let index = -1
  const events = beacon.events.map((event): Part => {
    // Accepted events have kept their order and have the places that the failed ones left.
    do index++
    while (taken.has(index))
    return { kind: 'event', index, event }
  })
  const failed = beacon.failedEvents.map((each): Part => ({
    kind: 'failed',
    index: each.index,
    failed: each,
  }))
  const parts = [...events, ...failed]
  return parts.length > 0 ? parts : [{ kind: 'envelope', index: 0, beacon }]
}

function assembled(parts: readonly Part[]): Partial<SpooledBeacon> {
  return {
    events: parts.flatMap((part) => (part.kind === 'event' ? [part.event] : [])),
    failedEvents: parts.flatMap((part) => (part.kind === 'failed' ? [part.failed] : [])),
    ...parts.find((part) => part.kind === 'envelope')?.beacon,
  }
}

/** The envelope alone. */
function bare(beacon: SpooledBeacon): SpooledBeacon {
  const { beaconId, siteId, anonymousId, receivedAtMs, userAgent } = beacon
  return { beaconId, siteId, anonymousId, receivedAtMs, userAgent, events: [], failedEvents: [] }
}

function detailOf(part: Part, cause: unknown): string {
  return part.kind === 'failed' ? part.failed.detail : String(cause)
}

function bodyOf(part: Part): string {
  switch (part.kind) {
    case 'event':
      return storableJson(JSON.stringify(part.event.event))
    case 'failed':
      return storableJson(part.failed.body)
    case 'envelope':
      return storableJson(JSON.stringify(part.beacon))
  }
}
