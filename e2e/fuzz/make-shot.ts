import { goodBeacon } from './good-beacon.js'
import { GROUPS } from './mutations/all.js'
import { createRandom } from './random.js'
import { post } from './requests.js'
import type { Shot } from './shot.js'

/** One beacon in so many is good. */
const GOOD_EVERY = 10

export const GOOD = 'good'

const MUTATIONS = Object.entries(GROUPS).flatMap(([group, mutations]) =>
  Object.entries(mutations).map(([name, mutate]) => ({ kind: `${group}: ${name}`, mutate })),
)

/** All kinds of shots, in the order in which they are shown. */
export const KINDS: readonly string[] = [GOOD, ...MUTATIONS.map(({ kind }) => kind)]

export interface NamedShot {
  kind: string
  shot: Shot
}

/** Shot `n` of a seed: the same each time, but for the times in it. */
export function makeShot(seed: number, n: number): NamedShot {
  if (n % GOOD_EVERY === 0) return goodShot(seed, n)
  const random = createRandom(seed, n)
  const beacon = goodBeacon(n, 'spoilt', random)
  const { kind, mutate } = random.pick(MUTATIONS)
  return { kind, shot: mutate(beacon, random) }
}

export function goodShot(seed: number, n: number): NamedShot {
  const beacon = goodBeacon(n, 'good', createRandom(seed, n))
  return { kind: GOOD, shot: { ...post(JSON.stringify(beacon)), mustAnswer: [204] } }
}
