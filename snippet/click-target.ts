import type { EventOf } from '../wire/event.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { readAttribute } from './read-attribute.js'

const LINK = 'a[href],area[href]'
/** Their value is their label; any other element's is form data. */
const INPUT_BUTTON = 'input[type=submit],input[type=button]'
const BUTTON = 'button,[role=button],' + INPUT_BUTTON

/** What may hold a visitor's own words, and what the site wants hidden. */
const PRIVATE = 'textarea,select,[contenteditable],[data-tamtam-mask],[data-tamtam-ignore]'

/** Of a long text only the first 256 characters travel; to collapse the rest would take time. */
const MAX_READ_CHARACTERS = 2_000

/**
 * The nearest link, button or `data-tamtam-click` element on the way of a click, from the inside outwards, as the
 * wire describes it. Nothing when there is none, or when any element of the way carries `data-tamtam-ignore`. It has
 * no text when something private lies around or within it, and no id or name within something private.
 */
export function readClickTarget(
  path: readonly EventTarget[],
): EventOf<'click'>['target'] | undefined {
  const elements = path.filter((step) => step instanceof Element)
  const find = (selector: string) => elements.find((element) => element.matches(selector))
  const element = find(`${LINK},${BUTTON},[data-tamtam-click]`)
  if (!element || find('[data-tamtam-ignore]')) return undefined
  const isPrivate = find(PRIVATE)
  const isLink = element.matches(LINK)
  return {
    kind: isLink ? 'link' : element.matches(BUTTON) ? 'button' : 'element',
    text: isPrivate || element.querySelector(PRIVATE) ? undefined : readText(element) || undefined,
    // By attribute, since the href of a link in SVG is an object; the selector says that there is one.
    href: isLink ? cleanUrl(element.getAttribute('href') as string, document.baseURI) : undefined,
    ...(!isPrivate && {
      id: readAttribute(element, 'id'),
      name: readAttribute(element, 'name'),
    }),
  }
}

/** What a visitor reads on it: its label, its text, a picture's alternative. */
function readText(element: Element): string {
  const text =
    readAttribute(element, 'aria-label') ||
    element.textContent.trim() ||
    (element.matches(INPUT_BUTTON) && readAttribute(element, 'value')) ||
    element.querySelector('[alt]')?.getAttribute('alt') ||
    ''
  return redactEmails(text.slice(0, MAX_READ_CHARACTERS).replace(/\s+/g, ' '))
}
