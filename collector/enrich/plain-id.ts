import { createHash } from 'node:crypto'
import { holdsEmail, holdsToken } from '../lib/private-words.js'

/**
 * An id that a page gave, or a segment of its path, as it is, unless it holds a mail address (then the mark that the
 * snippet makes of one) or looks like a token. Of a token there is a part of its hash, which tells two apart and gives
 * neither away: many a player's id and many a page's name looks like one.
 */
export function plainId(id: string): string {
  if (holdsEmail(id)) return '[email]'
  if (!holdsToken(id)) return id
  return `[token:${createHash('sha256').update(id).digest('hex').slice(0, HASH_CHARACTERS)}]`
}

const HASH_CHARACTERS = 8
