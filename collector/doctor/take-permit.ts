import { findRoom, type Room, type RoomWish } from '../deliver/find-room.js'
import type { StoreVerbs } from '../store/store.js'

export type PermitAnswer = { kind: 'permit'; permitId: number } | Extract<Room, { kind: 'wait' }>

/**
 * Leave to make one call that is for no interaction, as of high priority. A halt does not matter, since whether it still
 * should be is what is asked. Within a transaction.
 */
export async function takePermit(tx: StoreVerbs, wish: RoomWish): Promise<PermitAnswer> {
  const room = await findRoom(tx, wish)
  if (room.kind === 'wait') return room
  return { kind: 'permit', permitId: await tx.grantPermit(room.nowMs, 'high') }
}
