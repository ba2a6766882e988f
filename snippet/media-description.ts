import type { EventOf } from '../wire/event.js'
import type { Player } from './api.js'
import { cleanUrl, redactEmails } from './clean-url.js'

/** What plays: an element, another player, or what stands for one in a frame. */
export interface AnyPlayer extends Player {
  readonly ariaLabel?: string | null
  readonly isConnected?: boolean
  readonly loop?: boolean
  readonly played?: TimeRanges
  readonly currentSrc?: string
  readonly src?: string
  readonly _provider?: 'youtube' | 'vimeo'
  /** Vimeo's word for currentTime. */
  readonly seconds?: number
  /** YouTube's word for the id of the film that it has come to. */
  readonly video_id?: string
}

/**
 * Which video a player plays. Its id is the first there is of: the player's id, the path of its file, its title, the
 * page's path. A file that a script feeds in (a `blob:` address) has another address at each visit, which would make it
 * another video each time.
 */
export function describeMedia(player: AnyPlayer): EventOf<'video_progress'>['video'] {
  const address = cleanUrl(player.currentSrc || player.src)
  const url = /^http/.test(address) ? address : undefined
  const title = redactEmails(player.ariaLabel || player.title)
  return {
    provider: player._provider ?? (player.played ? 'html5' : 'custom'),
    id:
      redactEmails(player.video_id || player.id) || url || title || redactEmails(location.pathname),
    title,
    url,
    durationSeconds: player.duration,
  }
}
