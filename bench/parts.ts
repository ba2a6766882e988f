import { measureBudget } from './delivery/measure-budget.js'
import { measureKills } from './delivery/measure-kills.js'
import { measureSaturation } from './delivery/measure-saturation.js'
import { measureAccept } from './measure-accept.js'
import { measureBacklog } from './measure-backlog.js'
import { measureClaim } from './measure-claim.js'
import { measureDay } from './measure-day.js'
import { measureDrain } from './measure-drain.js'
import { measureHalfLoad } from './measure-half-load.js'
import { measureStore } from './measure-store.js'
import type { Part } from './part.js'
import { measureWeek } from './week/measure-week.js'

/** In the order in which they are measured. */
export const PARTS = {
  accept: measureAccept,
  'half-load': measureHalfLoad,
  store: measureStore,
  claim: measureClaim,
  drain: measureDrain,
  backlog: measureBacklog,
  day: measureDay,
  saturation: measureSaturation,
  budget: measureBudget,
  kills: measureKills,
  week: measureWeek,
} satisfies Record<string, Part>

export type PartName = keyof typeof PARTS

export function isPartName(name: string): name is PartName {
  return Object.hasOwn(PARTS, name)
}
