/** The attribute's value, or undefined where it is missing or empty. */
export function readAttribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name) || undefined
}
