import { createHash } from 'node:crypto'
import type { WireEvent } from '../../wire/event.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { InteractionKind } from '../store/interaction.js'
import { contentIdOf } from './page-content.js'

/** The interaction within its session that an event tells, or why it tells none. */
export type FoldKey =
  | { kind: 'fold'; interaction: InteractionKind; contentKey: string }
  | { kind: 'none'; reason: ErrorCode }

/**
 * What folds into one interaction of a session: views of one page, progress of one video, clicks on one target,
 * steps of one sequence. Files, forms, searches, ratings and custom events stand each for itself.
 */
export function foldKeyOf(event: WireEvent): FoldKey {
  const contentId = contentIdOf(event.page.url)
  switch (event.type) {
    case 'page_view':
    case 'page_leave':
      return fold('page viewed', contentId)
    case 'video_progress':
      return fold('video watched', `${event.video.provider}:${event.video.id}`)
    case 'click': {
      const { kind, text, href, id, name } = event.target
      return fold(`${kind} clicked`, [contentId, href, id, name, text].map(String).join(' '))
    }
    case 'step':
      return fold('step reached', event.title)
    case 'file_download':
      return fold('file downloaded', event.eventId)
    case 'form_submit':
      return fold('form submitted', event.eventId)
    case 'search':
      return fold('content searched', event.eventId)
    case 'rating':
      return fold('rating given', event.eventId)
    case 'custom':
      return fold('custom event', event.eventId)
    case 'identify':
    case 'reset':
      return { kind: 'none', reason: 'identity_only' }
  }
}

function fold(interaction: InteractionKind, key: string): FoldKey {
  const contentKey = key.length > MAX_KEY_CHARACTERS ? hashOf(key) : key
  return { kind: 'fold', interaction, contentKey }
}

/** It is part of an index, whose entries have at most 2.7 kB in PostgreSQL; a character takes up to three bytes. */
const MAX_KEY_CHARACTERS = 512

function hashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`
}
