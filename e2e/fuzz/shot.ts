import type { Beacon } from '../../wire/beacon.js'
import type { Random } from './random.js'

/** Headers as they go out: repeated, in this order and in this spelling. */
export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** What an HTTP client can send. */
export interface HttpShot {
  via: 'http'
  method: string
  path: string
  headers: HeaderLines
  body: Buffer
  /** Sent without a length, in pieces this long. */
  chunkBytes?: number
}

/** What no HTTP client would send: bytes, on a connection of their own. */
export interface RawShot {
  via: 'raw'
  /** Written one after the other, with a pause before each but the first. */
  parts: readonly Buffer[]
  pauseMs: number
  /** Whether our end of the connection is closed once all is written. */
  hangsUp: boolean
}

interface Expectation {
  /** Every answer has one of these statuses. Without it any answer will do that the collector may give. */
  mustAnswer?: readonly number[]
  /** How many answers have to come, if not one; 0 where the connection may just as well be closed without a word. */
  answers?: number
  /** Node's own HTTP parser may refuse it, and gives no body with that. */
  isOddHttp?: true
}

export type Shot = (HttpShot | RawShot) & Expectation

/** Makes a shot of a beacon that was good. */
export type Mutation = (beacon: Beacon, random: Random) => Shot

/** Makes a body of a beacon that was good; its length and the rest of the request are true. */
export type BodyMutation = (beacon: Beacon, random: Random) => string | Buffer

/** What came back. */
export interface Answer {
  status: number
  /** By name in lower case. */
  headers: Readonly<Record<string, string | undefined>>
  body: string
}
