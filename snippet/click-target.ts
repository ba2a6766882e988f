import type { EventOf } from '../wire/event.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { readAttribute } from './read-attribute.js'

const LINK = 'a[href],area[href]'
const BUTTON = 'button,[role=button],input[type=submit],input[type=button]'

/** What may hold a visitor's own words, and what the site wants hidden. */
const PRIVATE = 'textarea,select,[contenteditable],[data-tamtam-mask],[data-tamtam-ignore]'

/** Of a long text only the first 256 characters travel; to collapse the rest would take time. */
const MAX_READ_CHARACTERS = 2_000

/**
 * The nearest link, button or `data-tamtam-click` element on the way of a click, from the inside outwards, as the
 * wire describes it. Nothing when there is none, or when any element of the way carries `data-tamtam-ignore`. It has
 * no text when something private lies around or within it.
 */
export function readClickTarget(
  path: readonly EventTarget[],
): EventOf<'click'>['target'] | undefined {
  const elements = path.filter((step) => step instanceof Element)
  const find = (selector: string) => elements.find((element) => element.matches(selector))
  const element = find(`${LINK},${BUTTON},[data-tamtam-click]`)
  if (!element || find('[data-tamtam-ignore]')) return undefined
  const isLink = element.matches(LINK)
  const isButton = element.matches(BUTTON)
  return {
    kind: isLink ? 'link' : isButton ? 'button' : 'element',
    text:
      find(PRIVATE) || element.querySelector(PRIVATE)
        ? undefined
        : readText(element, isButton) || undefined,
    // By attribute, since the href of a link in SVG is an object.
    href: isLink ? cleanUrl(readAttribute(element, 'href') ?? '', document.baseURI) : undefined,
    id: readAttribute(element, 'id'),
    name: readAttribute(element, 'name'),
  }
}

/** What a visitor reads on it: its label, its text, a picture's alternative. */
function readText(element: Element, isButton: boolean): string {
  const picture = element.querySelector('[alt]')
  const text =
    readAttribute(element, 'aria-label') ||
    element.textContent?.trim() ||
    // A button's value is its label; another field's would be the visitor's own.
    (isButton && readAttribute(element, 'value')) ||
    (picture && readAttribute(picture, 'alt')) ||
    ''
  return redactEmails(text.slice(0, MAX_READ_CHARACTERS).replace(/\s+/g, ' '))
}
