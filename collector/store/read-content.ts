import type { SealedContent } from './interaction.js'

/** What versions before there were content rules did not keep with a content. */
type Later = 'priority' | 'reportAs'

type StoredContent = Omit<SealedContent, Later> & Partial<Pick<SealedContent, Later>>

/** A sealed content as it was stored, by this version or an earlier one. */
export function readContent(text: string): SealedContent {
  // Written by `seal` only.
  const stored = JSON.parse(text) as StoredContent
  return { priority: 'normal', reportAs: 'digital-interaction', ...stored }
}
