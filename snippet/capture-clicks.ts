import { cleanUrl } from './clean-url.js'
import { INPUT_BUTTON, readText } from './click-text.js'
import { listen, whenIdle } from './life.js'
import { readAttribute } from './read-attribute.js'
import { flush } from './sender.js'
import { page } from './view.js'
import { record } from './record.js'

const BUTTON = `button,[role=button],${INPUT_BUTTON}`

/** What may hold a visitor's own words, and what the site wants hidden. */
const PRIVATE = 'textarea,select,[contenteditable],[data-tamtam-mask],[data-tamtam-ignore]'

/** What browsers save or hand to another program. */
const FILE = /\.((doc|xls|ppt)x?|pdf|csv|zip|dmg|exe|msi|mp[34])$/i

/**
 * Records clicks on what a visitor can click, by the keyboard too, with any button but the right one: on the nearest
 * link, button or `data-tamtam-click` element of the click's way, from the inside outwards. A link to a file is a
 * download instead. Nothing when any element of the way carries `data-tamtam-ignore`; no text when something private
 * lies around or within it, and no id or name within something private.
 */
export function captureClicks(): void {
  // A middle click opens a tab and comes as auxclick; so does a right click, which opens only a menu.
  listen('click auxclick', (event: MouseEvent) => {
    // Shadow roots, the document and the window are on the way too and match nothing.
    const path = event.composedPath() as Partial<Element>[] as Element[]
    const find = (selector: string) => path.find((step) => step.matches?.(selector))
    const element = find(`a[href],area[href],${BUTTON},[data-tamtam-click]`)
    if (event.button > 1 || !element || find('[data-tamtam-ignore]')) return
    const isPrivate = find(PRIVATE)
    const read = (name: string) => (isPrivate ? undefined : readAttribute(element, name))
    // By attribute, since the href of a link in SVG is an object.
    const href = cleanUrl(element.getAttribute('href'))
    const fileName = href.replace(/[^?#]*\/|[?#].*/g, '')
    if (element.hasAttribute('download') || FILE.test(fileName)) {
      record('file_download', { href, fileName: read('download') || fileName || href })
    } else {
      record('click', {
        target: {
          kind: href ? 'link' : element.matches(BUTTON) ? 'button' : 'element',
          href: href || undefined,
          text: isPrivate || element.querySelector(PRIVATE) ? undefined : readText(element),
          id: read('id'),
          name: read('name'),
        },
      })
    }
    // The page may be about to go; should it not come to an idle moment, what is left goes as it is left. A router's next
    // view waits for its title.
    const view = page
    if (href) whenIdle(() => view === page && flush())
  })
}
