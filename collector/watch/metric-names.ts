/** From a commit on an idle disk, which takes a millisecond, to the patience of a page that is being left. */
const ACCEPT_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]

/** Up to the time-out of a call, which is 15 seconds. */
const CALL_BUCKETS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20]

/** Told by the thread that accepts, with the process's own figures. */
const INGEST = {
  tamtam_build_info: gauge('Always 1: what runs.', 'version', 'node', 'role'),
  tamtam_events_accepted_total: counter('Events that were stored and acknowledged.', 'site'),
  tamtam_identities_named_total: counter(
    'Accepted events in which a page says who its visitor is (identify).',
    'site',
  ),
  tamtam_events_failed_total: counter('Events that are kept as failed events.', 'reason'),
  tamtam_events_dropped_total: counter(
    'Events of bots, of which only the number is kept.',
    'reason',
  ),
  tamtam_beacons_refused_total: counter(
    'Beacons that were refused whole and stored nowhere.',
    'code',
  ),
  tamtam_beacon_accept_seconds: histogram(
    ACCEPT_BUCKETS,
    'From the arrival of a beacon that is acknowledged until it is on disk.',
  ),
  tamtam_last_accepted_timestamp_seconds: gauge(
    'When the last event was accepted; 0 before the first since the start.',
  ),
}

/** Told by the thread of the stages. */
const PIPELINE = {
  tamtam_interactions_sealed_total: counter(
    'Interactions that seal took; the few that it puts off or buries count too.',
  ),
  tamtam_permits_taken_total: counter('Permits with which a call was begun.', 'priority'),
  tamtam_attempts_total: counter(
    'Attempts by outcome (delivered, retry, dead, halt), class of the HTTP status (none without an answer) and error code (none of those delivered).',
    'outcome',
    'status',
    'reason',
  ),
  tamtam_first_attempt_conflicts_total: counter(
    'First attempts that Gong answered by 409: it has another of this id, or an answer was lost with a crash.',
  ),
  tamtam_gong_call_seconds: histogram(
    CALL_BUCKETS,
    'How long calls to Gong took until their answer or time-out.',
    'outcome',
  ),
  tamtam_loop_failures_total: counter(
    'Passes that failed and are tried again; the log says why.',
    'loop',
  ),
}

/** Read from the store as it is scraped: the same from every process that shares it. */
const STORE = {
  tamtam_stage_lag_seconds: gauge(
    'How long the oldest row waits for its stage, 0 when none does: received (for stitch), stitched (for fold), open_due (for seal, past its time), sealed (for assign).',
    'stage',
  ),
  tamtam_interactions_held: gauge('Interactions that are held, of the newest 200,000.', 'reason'),
  tamtam_interactions_waiting: gauge('Interactions that wait to be sent.', 'priority'),
  tamtam_interactions_waiting_oldest_seconds: gauge(
    'How long the first of those that wait to be sent has waited; 0 when none does.',
    'priority',
  ),
  tamtam_interactions_dead: gauge('Dead letters.', 'reason'),
  tamtam_budget_calls_allowed: gauge(
    'Calls that this priority and the lower ones together may make in 24 hours.',
    'priority',
  ),
  tamtam_budget_calls_used: gauge(
    'Calls of the last 24 hours, by the priority that they were made for.',
    'priority',
  ),
  tamtam_budget_calls_left: gauge(
    'Calls that this priority could make at this moment, as far as the business day has released them.',
    'priority',
  ),
  tamtam_destination_state: gauge(
    '1 of the state that delivery is in: preview (no credentials), called, halted (until somebody mends the set-up), blocked (Gong asked to wait), slowed (fewer calls a second after failures).',
    'state',
  ),
  tamtam_destination_rate_ratio: gauge(
    'Of the calls in a second, what is made use of, 0 to 1; less after Gong asked to slow down.',
  ),
}

/** Read from this machine's spool as it is scraped. */
const SPOOL = {
  tamtam_spool_bytes: gauge('What the beacons on their way into the store take.'),
  tamtam_spool_limit_bytes: gauge('What they may take; from there on beacons are refused.'),
  tamtam_spool_beacons: gauge('Beacons in the spool; those of the last second are always there.'),
  tamtam_spool_oldest_seconds: gauge('Age of the oldest beacon in the spool; 0 when it is empty.'),
}

/** Of the scrape itself. */
const SCRAPE = {
  tamtam_part_up: gauge(
    'Whether this part of the process (ingest, pipeline, store, spool) could tell its metrics: 0 leaves them all out.',
    'part',
  ),
}

/** Each metric is told by one part only: nothing is to be added up. */
const BY_PART = { ingest: INGEST, pipeline: PIPELINE, store: STORE, spool: SPOOL }

export type Part = keyof typeof BY_PART
export const PARTS: readonly Part[] = ['ingest', 'pipeline', 'store', 'spool']

/**
 * All that a scrape says besides the Node process's own figures. A name is never used for anything else; its end is its
 * unit. A label has few values: sites of the configuration, error codes, names that this program gives.
 */
export const METRICS = { ...INGEST, ...PIPELINE, ...STORE, ...SPOOL, ...SCRAPE }

export type MetricName = keyof typeof METRICS
export type LabelOf<N extends MetricName> = (typeof METRICS)[N]['labels'][number]
export type NamesOf<K extends string> = {
  [N in MetricName]: (typeof METRICS)[N]['kind'] extends K ? N : never
}[MetricName]

/** Whose metric this is; null of one that is not in the catalogue, or of no part. */
export function partOf(name: string): Part | null {
  return PARTS.find((part) => Object.hasOwn(BY_PART[part], name)) ?? null
}

function counter<L extends string = never>(help: string, ...labels: L[]) {
  return { kind: 'counter' as const, help, labels }
}

function gauge<L extends string = never>(help: string, ...labels: L[]) {
  return { kind: 'gauge' as const, help, labels }
}

/** `buckets`: upper bounds. */
function histogram<L extends string = never>(
  buckets: readonly number[],
  help: string,
  ...labels: L[]
) {
  return { kind: 'histogram' as const, help, labels, buckets }
}
