import type { Span } from '../store/aliases.js'
import type { Alias } from '../store/who.js'

/** When a visitor is somebody else by its new aliases than by its old ones, or nobody any more. */
export function changedSpans(before: readonly Alias[], after: readonly Alias[]): Span[] {
  const [old, now] = [endsOf(before), endsOf(after)]
  const spans: Span[] = []
  for (const [name, { sinceMs }] of new Map([...old, ...now])) {
    const ends = [old.get(name)?.untilMs ?? sinceMs, now.get(name)?.untilMs ?? sinceMs]
    const [from, to] = [Math.min(...ends), Math.max(...ends)]
    // One that only ends at another time is the same until the earlier of the two.
    if (from < to) spans.push({ sinceMs: from, untilMs: to === Infinity ? null : to })
  }
  return spans
}

interface Ends {
  sinceMs: number
  untilMs: number
}

function endsOf(aliases: readonly Alias[]): Map<string, Ends> {
  return new Map(
    aliases.map(({ untilMs, ...alias }) => [
      JSON.stringify(alias),
      { sinceMs: alias.sinceMs, untilMs: untilMs ?? Infinity },
    ]),
  )
}
