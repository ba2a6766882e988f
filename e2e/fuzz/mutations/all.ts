import { post } from '../requests.js'
import type { BodyMutation, Mutation } from '../shot.js'
import { BYTES } from './bytes.js'
import { CONNECTIONS } from './connections.js'
import { ENCODINGS } from './encodings.js'
import { FRAMING } from './framing.js'
import { HEADERS } from './headers.js'
import { NUMBERS } from './numbers.js'
import { PROTOTYPES } from './prototypes.js'
import { REQUESTS } from './requests.js'
import { SIZES } from './sizes.js'
import { STRUCTURE } from './structure.js'
import { UNICODE } from './unicode.js'

/** Every kind of mutation, by the group that it belongs to. */
export const GROUPS: Record<string, Readonly<Record<string, Mutation>>> = {
  bytes: ofBodies(BYTES),
  structure: ofBodies(STRUCTURE),
  unicode: ofBodies(UNICODE),
  prototypes: ofBodies(PROTOTYPES),
  numbers: ofBodies(NUMBERS),
  sizes: SIZES,
  headers: HEADERS,
  encodings: ENCODINGS,
  framing: FRAMING,
  connections: CONNECTIONS,
  requests: REQUESTS,
}

function ofBodies(all: Readonly<Record<string, BodyMutation>>): Record<string, Mutation> {
  return Object.fromEntries(
    Object.entries(all).map(([name, mutate]) => {
      const mutation: Mutation = (beacon, random) => post(mutate(beacon, random))
      return [name, mutation]
    }),
  )
}
