import { z } from 'zod'
import { nearestKey } from './nearest-key.js'

/** An object of exactly these keys; an unknown one is refused together with the one that was probably meant. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown ${issue.keys.map((key) => describe(key, Object.keys(shape))).join(', ')}`
        : undefined,
  })
}

function describe(key: string, known: readonly string[]): string {
  const nearest = nearestKey(key, known)
  const hint =
    nearest === undefined ? `known are ${known.join(', ')}` : `did you mean "${nearest}"?`
  return `key ${JSON.stringify(key)} (${hint})`
}
