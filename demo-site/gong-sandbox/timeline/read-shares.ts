import type { AcceptedCall } from '../accepted-calls.js'
import type { Accepted } from './engagement-row.js'

/** A share as its views know it: by the shareId that both carry. */
export type Share = {
  call: Accepted<'content-shared'>
  views: number
  /** False for one too old for the page, which nothing can lead to. */
  isShown: boolean
}

export type Shares = ReadonlyMap<string, Share>

/** All shares that can be answered, with the views of each, whichever of the two came first. */
export function readShares(calls: readonly AcceptedCall[], firstShown: number): Shares {
  const views = new Map<string, number>()
  for (const { call, body } of calls) {
    if (call !== 'content-viewed' || body.shareId === undefined) continue
    views.set(body.shareId, (views.get(body.shareId) ?? 0) + 1)
  }
  return new Map(
    calls.flatMap((call, index) => {
      if (call.call !== 'content-shared' || call.body.shareId === undefined) return []
      const { shareId } = call.body
      const share = { call, views: views.get(shareId) ?? 0, isShown: index >= firstShown }
      return [[shareId, share] as const]
    }),
  )
}
