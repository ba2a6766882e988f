import { createHash } from 'node:crypto'
import type { WireEvent } from '../../wire/event.js'
import type { ErrorCode } from '../lib/error-codes.js'
import { DIGEST_KIND, type InteractionKind } from '../store/interaction.js'
import type { PageContent } from './contents.js'

/** The interaction within its session that an event tells, or why it tells none. */
export type FoldKey =
  | { kind: 'fold'; interaction: InteractionKind; contentKey: string }
  | { kind: 'none'; reason: ErrorCode }

/** A session has one digest. */
export const DIGEST = { kind: 'fold', interaction: DIGEST_KIND, contentKey: 'session' } as const

/**
 * What folds into one interaction of a session: views of one page, progress of one video, clicks on one target,
 * steps of one sequence. Files, forms, searches, ratings and custom events stand each for itself.
 *
 * The page's rule may have it otherwise. Granularity `each`: every view, with what was watched in it, every click and
 * every step is an interaction. Granularity `session`: views of all such pages fold into the session's digest, and so
 * do clicks on links within the site, since the page behind them tells itself; a button, a link that leads elsewhere
 * and a video are worth an interaction of their own.
 */
export function foldKeyOf(event: WireEvent, { contentId, rule }: PageContent): FoldKey {
  if (event.type === 'identify' || event.type === 'reset') {
    return { kind: 'none', reason: 'identity_only' }
  }
  if (rule?.send === false) return { kind: 'none', reason: 'content_not_sent' }
  const { granularity = 'content' } = rule ?? {}
  const { eventId } = event
  const viewId = granularity === 'each' ? [event.page.viewId] : []
  const ownId = granularity === 'each' ? [eventId] : []
  switch (event.type) {
    case 'page_view':
    case 'page_leave':
      if (granularity === 'session') return DIGEST
      return fold('page viewed', contentId, ...viewId)
    case 'video_progress':
      return fold('video watched', `${event.video.provider}:${event.video.id}`, ...viewId)
    case 'click': {
      const { kind, text, href, id, name } = event.target
      if (granularity === 'session' && kind === 'link' && !event.outbound) return DIGEST
      const target = [href, id, name, text].map((each) => each ?? '-')
      return fold(`${kind} clicked`, contentId, ...target, ...ownId)
    }
    case 'step':
      return fold('step reached', event.title, ...ownId)
    case 'file_download':
      return fold('file downloaded', eventId)
    case 'form_submit':
      return fold('form submitted', eventId)
    case 'search':
      return fold('content searched', eventId)
    case 'rating':
      return fold('rating given', eventId)
    case 'custom':
      return fold('custom event', eventId)
  }
}

function fold(interaction: InteractionKind, ...parts: string[]): FoldKey {
  const key = parts.join(' ')
  const contentKey = key.length > MAX_KEY_CHARACTERS ? hashOf(key) : key
  return { kind: 'fold', interaction, contentKey }
}

/** It is part of an index, whose entries have at most 2.7 kB in PostgreSQL; a character takes up to three bytes. */
const MAX_KEY_CHARACTERS = 512

function hashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`
}
