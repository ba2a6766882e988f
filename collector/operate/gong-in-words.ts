import { reasonOf } from '../explain/reason.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { minuteInWords, secondInWords } from './minute-in-words.js'
import type { GongState, Quota } from './read-quota.js'

/** How Gong is called, for people. */
export interface GongWords {
  tone: 'good' | 'note' | 'warn' | 'bad'
  /** What is so, each a statement of its own. */
  lines: readonly string[]
  /** What to do, beginning small; null where nothing is to be done. */
  next: string | null
}

/** Of the sign-in that is configured, and of the calls. */
export function gongInWords({
  gong,
  nowMs,
  callsPerSecond,
}: Pick<Quota, 'gong' | 'nowMs' | 'callsPerSecond'>): GongWords {
  switch (gong.kind) {
    case 'preview':
      return {
        tone: 'note',
        lines: [
          "a preview, nothing is sent: Gong's credentials are not set (GONG_API_BASE_URL, GONG_ACCESS_KEY, GONG_ACCESS_KEY_SECRET).",
        ],
        next: null,
      }
    case 'halted':
      return {
        tone: 'bad',
        lines: [
          `halted since ${minuteInWords(gong.haltedAtMs, nowMs)}, nothing is sent. ${gong.reason}: ${ERROR_CODES[gong.reason]}`,
        ],
        next: 'tamtam doctor',
      }
    case 'called':
      return calledInWords(gong, { nowMs, callsPerSecond })
  }
}

/** Of another sign-in that is halted; where the configured one is halted, that comes first. */
export function otherHaltInWords({
  otherHalt,
  gong,
  nowMs,
}: Pick<Quota, 'otherHalt' | 'gong' | 'nowMs'>): GongWords | null {
  if (!otherHalt || gong.kind === 'halted') return null
  const { reason, haltedAtMs } = otherHalt
  return {
    tone: 'warn',
    lines: [
      `Halted for another sign-in since ${minuteInWords(haltedAtMs, nowMs)}, ${reason}: ${ERROR_CODES[reason]}`,
    ],
    next:
      gong.kind === 'preview'
        ? "set the collector's sign-in here too, then tamtam doctor"
        : 'start the collector with this one, unless it has it already',
  }
}

type Called = Extract<GongState, { kind: 'called' }>

function calledInWords(
  { blockedUntilMs, failures, lastFailure, rateShare }: Called,
  { nowMs, callsPerSecond }: Pick<Quota, 'nowMs' | 'callsPerSecond'>,
): GongWords {
  const words = [
    ...(blockedUntilMs === null
      ? []
      : [`no call before ${secondInWords(blockedUntilMs, nowMs)}, so that it can recover`]),
    ...(failures === 0 ? [] : [`one call at a time after ${counted(failures)}`]),
    ...(rateShare === 1
      ? []
      : [
          `slowed to ${Math.floor(rateShare * 100)} % of ${callsPerSecond} calls a second by its 429; that recovers by itself within ${minutesToRecover(rateShare)} min`,
        ]),
  ]
  if (words.length === 0) {
    const line = 'is called as fast as its quota and the budget allow.'
    return { tone: 'good', lines: [line], next: null }
  }
  const line = `${words.join('; ')}.`
  if (blockedUntilMs === null && failures === 0) return { tone: 'warn', lines: [line], next: null }
  return {
    tone: 'warn',
    lines: [line, ...failureInWords(lastFailure, nowMs)],
    next: 'tamtam doctor',
  }
}

function failureInWords(failed: Called['lastFailure'], nowMs: number): string[] {
  if (!failed) return []
  const { code, words } = reasonOf(failed.reason)
  return [`The last failure, of ${secondInWords(failed.startedAtMs, nowMs)}: ${code}: ${words}`]
}

/** A sixteenth a minute, as `rateShareAt` has it. */
function minutesToRecover(rateShare: number): number {
  return Math.ceil((1 - rateShare) * 16)
}

function counted(failures: number): string {
  return failures === 1 ? 'a failure' : `${failures} failures`
}
