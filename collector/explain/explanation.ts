import type { StoredReason } from './reason.js'
import type { InteractionKind, SealedContent } from '../store/interaction.js'
import type { AttemptRecord } from '../store/records.js'
import type { InteractionState, Priority } from '../store/tables.js'
import type { VisitorContext } from '../store/visitor-context.js'
import type { Assurance, Who } from '../store/who.js'

/**
 * Why an event or an interaction came to what it came to, as plain data: what `tamtam explain --json` prints and the
 * console shows. Times are milliseconds since the epoch.
 */
export type Explanation =
  | { kind: 'event'; event: EventStory; interaction: InteractionStory | null }
  | { kind: 'interaction'; interaction: InteractionStory; events: EventInBrief[] }
  | { kind: 'failed event'; failedEvent: FailedEventStory }

export interface EventStory {
  eventId: string
  siteId: string
  anonymousId: string
  sessionId: string
  type: string
  page: { url: string; title: string }
  receivedAtMs: number
  /** By the page's own clock. */
  pageOccurredAtMs: number
  /** The true time: the page's, corrected by how far its clock was off as the beacon left. */
  occurredAtMs: number
  /** How far the page's clock was ahead; negative when it was behind. */
  clockAheadMs: number
  userAgent: string | null
  context: VisitorContext
  stage: 'received' | 'stitched' | 'folded'
  identity: IdentityStory
  ending: EventEnding
}

/** Where an event is, or which interaction tells it, or why none does. */
export type EventEnding =
  | { kind: 'waiting'; for: 'stitch' | 'fold' }
  | { kind: 'told'; interactionId: number }
  | { kind: 'untold'; reason: StoredReason }

export interface EventInBrief {
  eventId: string
  type: string
  occurredAtMs: number
  receivedAtMs: number
}

/** Who the visitor was at that moment, as far as is known now. */
export interface IdentityStory {
  /** The alias that counts: the strongest that holds then, the latest of equals; null when none does. */
  alias: AliasStory | null
  /** Aliases that hold then too and are weaker. */
  others: AliasStory[]
  /** What a session says and nobody believes. */
  refused: RefusedStory[]
  /** The tracked links by which the visitor came and that name nobody for it. */
  links: LinkStory[]
}

export interface RefusedStory {
  sessionId: string
  reason: StoredReason
  firstMs: number
  /** When it cut off who was there, as whoKeys; from then on nobody is, until `untilMs`. Empty where it changed nothing. */
  cuts: { atMs: number; whoKeys: string[]; untilMs: number | null }[]
}

export interface LinkStory {
  url: string
  /** Whom it was made for. */
  personKey: string
  /** When the visitor came by it. */
  cameAtMs: number
  because:
    | { kind: 'handed on'; browsers: number; maxBrowsers: number }
    | { kind: 'taken back' | 'ended'; atMs: number }
}

export interface AliasStory {
  whoKey: string
  who: Who
  assurance: Assurance
  sinceMs: number
  /** Exclusive; null while it holds. */
  untilMs: number | null
  because: AliasSource[]
}

/** Who says that the visitor is that person. */
export type AliasSource =
  | { kind: 'session'; sessionId: string; firstMs: number; lastMs: number }
  | { kind: 'link'; url: string; firstMs: number; revokedAtMs: number | null }
  | { kind: 'server'; by: 'visitor' | 'tracking' | 'link'; toldAtMs: number }

export interface InteractionStory {
  interactionId: number
  siteId: string
  anonymousId: string
  sessionId: string
  kind: InteractionKind
  /** What made its events one: a page, a video, a target. */
  contentKey: string
  part: number
  state: InteractionState
  priority: Priority
  eventCount: number
  firstOccurredAtMs: number
  openedAtMs: number
  /** Its content is fixed as soon as this has passed: the quiet time or the maximum. */
  sealDueAtMs: number
  /** The `match` of the content rule that decided; null when none did, undefined while it is open. */
  rule: string | null | undefined
  /** Fixed by the sealing; null before. */
  content: SealedContent | null
  gongEventId: string | null
  /** As it was fixed when it got its person; null before. */
  person: { who: Who; assurance: Assurance; laneKey: string | null; sinceMs: number | null } | null
  /** What would become of it now, by whom the visitor is known to be; null before its sealing and once it has its person. */
  decision: DecisionStory | null
  identity: IdentityStory
  /** Of held, dead and shed, and of the last failure of what is tried again. */
  reason: StoredReason | null
  detail: string[]
  request: RequestStory
  attempts: AttemptStory[]
  /** The interaction that tells it together with others, and where that stands: null when it is not kept any more. */
  digest: { interactionId: number; state: InteractionState | null } | null
  /** When its lane may be tried next; null when nothing waits there. */
  laneDueAtMs: number | null
  /** Gong's, once delivered. */
  requestId: string | null
  endedAtMs: number | null
}

/** Whom an interaction would be sent under if it were asked now, or why under nobody. */
export type DecisionStory =
  | { kind: 'send'; who: Who; assurance: Assurance; laneKey: string }
  | { kind: 'hold' | 'shed'; reason: StoredReason }

/** The body of a call, and which of Gong's it is: by our name, and by method and path. */
export type RequestStory =
  /** Fixed before the first attempt: each attempt sends this. */
  | { kind: 'fixed'; name: string; endpoint: string; call: object }
  /** What would be sent by the configuration of now, and what Gong's contract has against it. */
  | { kind: 'would be'; name: string; endpoint: string; call: object; issues: string[] }
  /** The same without a person, who is not known yet. */
  | { kind: 'without person'; name: string; endpoint: string; call: object }
  /** Its content is not fixed yet, or never was. */
  | { kind: 'none' }

export interface AttemptStory extends Omit<AttemptRecord, 'reason'> {
  reason: StoredReason | null
}

export interface FailedEventStory {
  beaconId: string
  index: number
  siteId: string
  receivedAtMs: number
  reason: StoredReason
  detail: string
  /** As it came, JSON. */
  body: string
}
