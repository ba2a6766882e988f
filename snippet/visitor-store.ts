import type { Visitor } from './visitor.js'

/** Remembers the visitor for all tabs; where storage is blocked, full or missing, only the page itself does. */
export function writeVisitor(visitor: Visitor): void {
  try {
    localStorage.tamtam = JSON.stringify(visitor)
  } catch {
    // readVisitor then gives what the page remembers.
  }
}

/**
 * The visitor as the last event in any tab left it, or `own`, what this page remembers, where nothing is stored that
 * the collector would take.
 */
export function readVisitor(own?: Visitor): Partial<Visitor> {
  try {
    // Our own writing in all likelihood; what must hold of it is checked here.
    const stored = JSON.parse(localStorage.tamtam as string) as Visitor
    const { anonymousId, sessionId } = stored
    if (/^[0-9a-f]{32},([0-9a-f]{32})?$/.test(`${anonymousId},${sessionId}`)) return stored
  } catch {
    // A first visit, a blocked storage (the mere name throws), or somebody else's text under our key.
  }
  return own ?? {}
}
