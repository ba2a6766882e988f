import { answerInWords } from '../doctor/answer-in-words.js'
import type { Caller } from '../doctor/open-caller.js'
import { callWithPermit } from '../doctor/permitted-call.js'
import { ERASURE_SCOPE } from '../gong/data-privacy.js'
import type { GongAnswer } from '../gong/client.js'
import { maskName } from './mask-name.js'

/** What Gong said to its own erasure. */
export type GongErasure =
  /** It took the request; nothing says when it is done. */
  | { kind: 'accepted'; requestId: string | null }
  /** `words` are Gong's, without the address; nothing is known to be erased there. Asking again does no harm. */
  | { kind: 'failed'; status: number | null; words: string; next: string }

const AGAIN = 'erase the person again with --also-at-gong: what is gone here stays gone'

/**
 * Asks Gong to erase what refers to an e-mail address, by one of the day's calls; an entry of the audit log says what came
 * of it. Never throws for what the store's quota, Gong or the network does.
 */
export async function eraseAtGong(
  caller: Caller,
  { email, tombstone, actor }: { email: string; tombstone: string; actor: string },
): Promise<GongErasure> {
  const result = await callWithPermit(caller, () => caller.client.eraseDataFor(email))
  const came: GongErasure =
    result.kind === 'answered'
      ? read(result.answer, email)
      : { kind: 'failed', status: null, words: result.verdict.found, next: AGAIN }
  const { store } = caller
  const detail = came.kind === 'accepted' ? came : { kind: came.kind, status: came.status }
  const entry = { actor, action: 'erase_at_gong', target: tombstone, detail }
  try {
    await store.keepAudit({ ...entry, atMs: await store.nowMs() })
  } catch {
    // The receipt says it too, and must not be lost for want of the entry.
  }
  return came
}

function read(answer: GongAnswer, email: string): GongErasure {
  const words = maskName(answerInWords(answer), email)
  if (answer.kind !== 'answer') return { kind: 'failed', status: null, words, next: AGAIN }
  const { status, isGongs, requestId } = answer
  // A proxy's page of 200 erases nothing.
  if (status === 200 && isGongs) return { kind: 'accepted', requestId }
  return { kind: 'failed', status, words, next: nextOf(status) }
}

function nextOf(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `give the key the scope ${ERASURE_SCOPE}, which a technical administrator of Gong does (tamtam doctor says whether it lets us in at all); then ${AGAIN}`
    case 400:
      return "see what Gong says of the address; it may refuse an abnormal number of deletions: then ask Gong's support"
    default:
      return AGAIN
  }
}
