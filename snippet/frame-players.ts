import { follow } from './follow-player.js'
import { listen } from './life.js'
import type { AnyPlayer } from './media-description.js'

/** The addresses of YouTube's and Vimeo's players, which end in the id of the film. */
const PLAYER = /^https:\/\/\w+\.(youtube|vimeo)(-nocookie)?\.com\/(\w+\/)*([\w-]+)/

/** What the players tell, as far as it matters here: YouTube in `info`, never all of it, and Vimeo in `data`. */
interface Message {
  event: string
  info?: Info
  data: Info
}

type Info = AnyPlayer & {
  /** YouTube's words: 0 for ended, 1 playing, 2 paused; and which film it is. */
  readonly playerState: number
  readonly videoData?: { readonly video_id: string; readonly title: string }
}

/** What stands for the player in a frame; the rest comes by messages. */
type FramePlayer = AnyPlayer & { readonly src: string }

const players = new Map<unknown, FramePlayer>()

/**
 * Asks a player, if the element is the frame of one, to tell how far it is; it may not be listening yet, and does no
 * harm to be asked again.
 */
export function greetFrame(element: Element): void {
  const { src, title, contentWindow } = element as HTMLIFrameElement
  const [, provider, , , id] = PLAYER.exec(src) ?? []
  if (!provider || !contentWindow) return
  // Another film in the frame is another player.
  if (players.get(contentWindow)?.src !== src)
    players.set(contentWindow, { _provider: provider, id, title, src } as FramePlayer)
  for (const value of 'timeupdate pause ended'.split(' ')) {
    // The first word is for YouTube, the others are for Vimeo; each passes over what is not for it.
    const request = { event: 'listening', method: 'addEventListener', value }
    // To whoever is there, since it is no secret: a frame that still loads is of another origin, and the browser would
    // complain of words for the right one.
    contentWindow.postMessage(JSON.stringify(request), '*')
  }
}

/**
 * Listens to the players in frames: to nobody else, and to none but from its own window and origin. What is no message
 * of a player's throws, and so becomes a debug line.
 */
export function listenToFrames(): void {
  listen('message', ({ origin, source, data }: MessageEvent<Message>) => {
    const player = players.get(source)
    if (!player?.src.startsWith(origin + '/')) return
    // Or that as JSON, which has no event.
    const message = data.event ? data : (JSON.parse(data as unknown as string) as Message)
    const info = message.info ?? message.data
    const { videoData } = info
    // The next film of a list.
    if (videoData && videoData.video_id !== (player.video_id ?? player.id))
      follow(player, 'emptied')
    Object.assign(player, info, videoData)
    follow(player, (player as Info).playerState === 1 ? 'timeupdate' : message.event)
  })
}
