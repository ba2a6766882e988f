import type { Generated } from 'kysely'

/** The store's tables, column for column; column-comments.ts says what each means. */
export interface Tables {
  installation: { only: number; installation_id: string }
  events: EventsTable
  failed_events: FailedEventsTable
  drops: DropsTable
  tombstones: TombstonesTable
  identity_facts: IdentityFactsTable
  known_people: KnownPeopleTable
  links: LinksTable
  link_visitors: LinkVisitorsTable
  aliases: AliasesTable
  interactions: InteractionsTable
  lanes: LanesTable
  permits: PermitsTable
  destination: DestinationTable
  attempts: AttemptsTable
  halts: HaltsTable
  oauth_tokens: OauthTokensTable
  shares: SharesTable
  audit: AuditTable
  samples: SamplesTable
}

interface EventsTable {
  seq: Generated<number>
  site_id: string
  event_id: string
  anonymous_id: string
  session_id: string
  type: string
  occurred_at_ms: number
  received_at_ms: number
  user_agent: string | null
  body: string
  context: string | null
  stage: Generated<'received' | 'stitched' | 'folded'>
  interaction_id: number | null
  unfolded_reason: string | null
}

interface FailedEventsTable {
  beacon_id: string
  beacon_index: number
  site_id: string
  anonymous_id: string | null
  received_at_ms: number
  reason: string
  detail: string
  body: string
}

interface DropsTable {
  drop_id: string
  site_id: string
  dropped_at_ms: number
  reason: string
  event_count: number
}

interface TombstonesTable {
  key_hash: string
  erased_at_ms: number
}

interface IdentityFactsTable {
  site_id: string
  anonymous_id: string
  session_id: string
  fact: string
  who_key: string | null
  first_ms: number
  last_ms: number
}

interface KnownPeopleTable {
  site_id: string
  who_key: string
  at_ms: number
  person: string
  person_key: string
  told_at_ms: number
  stage: Generated<'told' | 'stitched'>
  heard_to: Generated<string>
}

interface LinksTable {
  token_hash: string
  site_id: string
  url: string
  person: string
  person_key: string
  made_at_ms: number
  expires_at_ms: number
  revoked_at_ms: number | null
  share_id: string | null
}

interface LinkVisitorsTable {
  token_hash: string
  site_id: string
  anonymous_id: string
  first_ms: number
}

interface AliasesTable {
  alias_id: Generated<number>
  site_id: string
  anonymous_id: string
  since_ms: number
  until_ms: number | null
  who_key: string
  who: string
  assurance: string
}

interface InteractionsTable {
  interaction_id: Generated<number>
  site_id: string
  anonymous_id: string
  session_id: string
  kind: string
  content_key: string
  part: number
  state: InteractionState
  priority: Generated<Priority>
  opened_at_ms: number
  seal_due_at_ms: number
  first_occurred_at_ms: number
  event_count: Generated<number>
  milestone_percent: number | null
  tells: string | null
  content: string | null
  gong_event_id: string | null
  who: string | null
  assurance: string | null
  lane_key: string | null
  asked_at_ms: number | null
  pending_since_ms: number | null
  call: Generated<ReportCall>
  request: string | null
  attempts: Generated<number>
  failing_since_ms: number | null
  retry_at_ms: number | null
  digest_id: number | null
  reason: string | null
  detail: Generated<string>
  request_id: string | null
  ended_at_ms: number | null
}

/** Where an interaction stands; the prose is above `foldOnce` and in ARCHITECTURE.md. */
export type InteractionState =
  'open' | 'sealed' | 'held' | 'pending' | 'folded' | 'delivered' | 'dead' | 'shed'

/** By which of Gong's calls an interaction is told. */
export type ReportCall =
  'digital-interaction' | 'content-viewed' | 'content-shared' | 'custom-action'

/** What of a day's calls goes first. */
export type Priority = 'high' | 'normal' | 'low'

interface LanesTable {
  lane_key: string
  due_at_ms: number | null
  leased_until_ms: number
  fence: number
  urgency: Generated<number>
}

interface PermitsTable {
  permit_id: Generated<number>
  taken_at_ms: number
  finished_at_ms: number | null
  priority: Generated<Priority>
}

interface DestinationTable {
  only: number
  blocked_until_ms: number
  failures: number
  rate_share: Generated<number>
  rate_changed_at_ms: Generated<number>
}

interface HaltsTable {
  credential: string
  reason: string
  halted_at_ms: number
}

interface OauthTokensTable {
  credential: string
  refresh_token: string
  access_token: string | null
  api_base_url: string | null
  expires_at_ms: number | null
  refreshing_by: string | null
  refreshing_until_ms: Generated<number>
  stored_at_ms: number
}

interface SharesTable {
  share_id: string
  site_id: string
  content_id: string
  made_at_ms: number
}

interface AttemptsTable {
  attempt_id: Generated<number>
  interaction_id: number
  started_at_ms: number
  duration_ms: number
  outcome: string
  status: number | null
  reason: string | null
  request_id: string | null
  errors: string
}

interface AuditTable {
  audit_id: Generated<number>
  at_ms: number
  actor: string
  action: string
  target: string
  detail: string
}

interface SamplesTable {
  at_ms: number
  last_seq: number
  accepted: number
  delivered: number
  shed: number
  dead: number
  folded: number
  held: number
  waiting: number
}
