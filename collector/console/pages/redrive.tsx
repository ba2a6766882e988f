import { z } from 'zod'
import { redriveInWords } from '../../operate/redrive-in-words.js'
import { redrive, type Which } from '../../operate/redrive.js'
import { defineAction } from '../action.js'

/** About as many as the console takes in one body. */
const MAX_IDS = 3_000

const id = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

const fields = z.strictObject({
  ids: z.array(id).max(MAX_IDS).optional(),
  reason: z.string().min(1).max(100).optional(),
  all: z.union([z.literal(true), z.literal('true').transform(() => true as const)]).optional(),
})

const body = z.preprocess(asPrograms, fields).transform((given, ctx): Which => {
  const { ids, reason, all } = given
  const ways = [ids, reason, all].filter((each) => each !== undefined)
  if (ways.length === 1) {
    if (ids !== undefined) return { ids }
    if (reason !== undefined) return { reason }
    return { all: true }
  }
  ctx.addIssue({ code: 'custom', message: 'expected one of ids, reason and all' })
  return z.NEVER
})

/** Puts dead letters back: `ids`, all of a `reason`, or `all`. */
export const redriveAction = defineAction({
  path: '/dead/redrive',
  scope: 'operate',
  body,
  act: ({ store, actor }, which) => redrive(store, which, { actor }),
  // It is written down with what is done, step by step.
  note: () => null,
  View: (done, which) =>
    isNone(which) ? (
      <p class="banner">None was chosen: tick those that are to be put back.</p>
    ) : (
      <div class="banner">
        {redriveInWords(done, 'reason' in which ? which.reason : undefined).map((line) => (
          <p>{line}</p>
        ))}
      </div>
    ),
})

function isNone(which: Which): boolean {
  return 'ids' in which && which.ids.length === 0
}

/** A form names what it has several of by brackets, and a choice of none by an empty one. */
function asPrograms(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('ids[]' in given)) return given
  const { 'ids[]': ids, ...rest } = given
  return { ...rest, ids: [ids].flat().filter((each) => each !== '') }
}
