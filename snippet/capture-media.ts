import type { Player } from './api.js'
import { noteSubmit } from './capture-forms.js'
import { follow } from './follow-player.js'
import { greetFrame, listenToFrames } from './frame-players.js'
import { listen } from './life.js'

const MEDIA_EVENTS = 'timeupdate pause ended emptied'

let roots: WeakSet<Node>

export function captureMedia(): void {
  roots = new WeakSet()
  listenToFrames()
  captureWithin(document)
}

/**
 * Follows what does not leave a shadow root: media events (which do not bubble, but are captured), submits and the
 * loading of frames. What is in the document, and in open shadow roots in it, as far as they are there by now.
 */
export function captureWithin(root: Document | ShadowRoot): void {
  if (!roots.has(root)) {
    roots.add(root)
    listen(MEDIA_EVENTS + ' submit load', notice, root)
  }
  for (const target of root.querySelectorAll<HTMLIFrameElement>('*')) {
    // Most elements are neither, and to ask each for its surroundings takes long.
    if (target.contentWindow ?? target.shadowRoot) notice({ target })
  }
}

/** Hands an element on at its event, or a frame or host that is there already. */
function notice({ type, target }: { type?: string; target: EventTarget | null }): void {
  // Of these types all come to elements, and submit to forms.
  const element = target as HTMLFormElement
  if (element.closest('[data-tamtam-ignore]')) return
  if (type === 'submit') noteSubmit(element)
  else if (element instanceof HTMLMediaElement) follow(element, type as string)
  else if (element.shadowRoot) captureWithin(element.shadowRoot)
  else greetFrame(element)
}

/** Follows a player that the page hands over. */
export function followPlayer(player: Player): void {
  listen(MEDIA_EVENTS, (_, type) => follow(player, type), player)
}
