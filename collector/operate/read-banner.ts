import type { Config } from '../config.js'
import { reasonOf } from '../explain/reason.js'
import { timeInWords } from '../explain/in-words.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { readGong } from './read-quota.js'

/** What everybody who looks has to know first, if anything; `bad` asks for somebody to act. */
export type Banner = { tone: 'note' | 'bad'; words: string } | null

export async function readBanner(verbs: ReadVerbs, config: Config, nowMs: number): Promise<Banner> {
  const gong = await readGong(verbs, config, nowMs)
  switch (gong.kind) {
    case 'preview':
      return {
        tone: 'note',
        words:
          'Preview: nothing is sent to Gong. What is composed here is sent as soon as GONG_API_BASE_URL, GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET are set.',
      }
    case 'halted':
      return {
        tone: 'bad',
        words: `Nothing is sent to Gong since ${timeInWords(gong.haltedAtMs)}: ${reasonOf(gong.reason).words}`,
      }
    case 'called':
      return null
  }
}
