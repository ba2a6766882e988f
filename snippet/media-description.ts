import type { EventOf } from '../wire/event.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { readAttribute } from './read-attribute.js'

/**
 * Which video a media element plays. Its id is the first there is of: `data-tamtam-video`, the element's id, the path
 * of its file, its title, the page's path. A file that a script feeds in (a `blob:` address) has another address at
 * each visit, which would make it another video each time.
 */
export function describeMedia(media: HTMLMediaElement): EventOf<'video_progress'>['video'] {
  const url = cleanUrl(media.currentSrc)
  const isFile = url.startsWith('http')
  const title =
    readAttribute(media, 'data-tamtam-title') ??
    readAttribute(media, 'aria-label') ??
    readAttribute(media, 'title')
  return {
    provider: 'html5',
    id:
      readAttribute(media, 'data-tamtam-video') ||
      readAttribute(media, 'id') ||
      (isFile && new URL(url).pathname) ||
      title ||
      redactEmails(location.pathname),
    title,
    url: isFile ? url : undefined,
    durationSeconds: media.duration,
  }
}
