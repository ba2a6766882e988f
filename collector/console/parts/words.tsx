import { spanInWords, timeInWords } from '../../explain/in-words.js'
import { reasonOf } from '../../explain/reason.js'

/** A moment, to the second and in UTC; by how long ago it was when somebody points at it. */
export function Time({ atMs, nowMs }: { atMs: number; nowMs: number }) {
  const text = timeInWords(atMs)
  return (
    <time class="time" datetime={new Date(atMs).toISOString()} title={ago(atMs, nowMs)}>
      {text.replace(/\.\d{3}/, '')}
    </time>
  )
}

/** "4 s ago", or "in 4 s". */
export function ago(atMs: number, nowMs: number): string {
  const span = spanInWords(wholeSeconds(Math.abs(nowMs - atMs)))
  return atMs > nowMs ? `in ${span}` : `${span} ago`
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000 || 1000
}

export function Count({ of }: { of: number }) {
  return <>{of.toLocaleString('en-US')}</>
}

/** A code, and what it says. */
export function Reason({ code }: { code: string }) {
  return (
    <>
      <code>{code}</code> {reasonOf(code).words}
    </>
  )
}

/** How we know who somebody is. */
export function Assurance({ level }: { level: string | null }) {
  if (level === null) return <span class="badge muted">nobody yet</span>
  const tone = level === 'verified' ? 'good' : level === 'corroborated' ? 'good' : 'warn'
  return <span class={`badge ${tone}`}>{level}</span>
}

/** JSON as it is, indented; what is in it is text here. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    <pre tabindex={0} role="region" aria-label={label}>
      {JSON.stringify(value, null, 2)}
    </pre>
  )
}

/** What the budget calls first. */
export function Priority({ of }: { of: string }) {
  return <span class={`badge ${of === 'high' ? 'good' : 'muted'}`}>{of}</span>
}
