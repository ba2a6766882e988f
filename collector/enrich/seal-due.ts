import type { WireEvent } from '../../wire/event.js'
import type { ConfigFile } from '../lib/config-file.js'
import { DIGEST_KIND } from '../store/interaction.js'
import type { PartOfInteraction } from '../store/open-interactions.js'

/** Twice as long as people are awake on one site; it only keeps a page that is open for ever from staying untold. */
const MAX_DIGEST_SECONDS = 24 * 60 * 60

/**
 * When an interaction that has just been told more is sealed, if no more comes: after the quiet time, but at its maximum
 * at the latest. A page that was viewed and not left yet, and a session's digest, wait for as long as a session may be
 * idle: the time for which a page was read comes with its end.
 */
export function sealDueAtMs(
  { key, openedAtMs }: Pick<PartOfInteraction, 'key' | 'openedAtMs'>,
  {
    type,
    coalesce,
    nowMs,
  }: { type: WireEvent['type']; coalesce: ConfigFile['coalesce']; nowMs: number },
): number {
  const isDigest = key.kind === DIGEST_KIND
  const idleSeconds = coalesce.sessionIdleMinutes * 60
  const mayComeBack = isDigest || type === 'page_view'
  const quietSeconds = mayComeBack
    ? Math.max(coalesce.quietSeconds, idleSeconds)
    : coalesce.quietSeconds
  const maxSeconds = isDigest
    ? Math.max(coalesce.maxSeconds, MAX_DIGEST_SECONDS)
    : coalesce.maxSeconds
  return Math.min(nowMs + quietSeconds * 1000, openedAtMs + maxSeconds * 1000)
}
