import { redactEmails } from './clean-url.js'
import { readAttribute } from './read-attribute.js'

/** Buttons whose value is their label; any other field's is form data. */
export const INPUT_BUTTON = 'input[type=submit],input[type=button]'

/** What a visitor reads on an element: its label, its text, a picture's alternative, if there is any. */
export function readText(element: Element): string | undefined {
  return (
    readAttribute(element, 'aria-label') ||
    redactEmails(element.textContent).replace(/\s+/g, ' ').trim() ||
    readAttribute(element.querySelector('[alt]') ?? element, 'alt') ||
    readAttribute(element, element.matches(INPUT_BUTTON) ? 'value' : '')
  )
}
