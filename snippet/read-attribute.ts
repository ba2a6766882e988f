import { redactEmails } from './clean-url.js'

/** The attribute's value with e-mail addresses blanked, or undefined where it is missing or empty. */
export function readAttribute(element: Element, name: string): string | undefined {
  return redactEmails(element.getAttribute(name)) || undefined
}
