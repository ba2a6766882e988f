/**
 * Keeps the text for all pages of the origin, or nothing under that key. Where storage is blocked nothing is kept, and
 * where it is full what was there. Never deletes to write anew: other tabs would take it for a visitor who said no.
 */
export function store(key: string, text: string): void {
  try {
    if (text) localStorage[key] = text
    else delete localStorage[key]
  } catch {
    // The page itself remembers.
  }
}
