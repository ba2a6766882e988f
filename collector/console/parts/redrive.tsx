import type { Child } from 'hono/jsx'

interface RedriveProps {
  /** What the action takes. */
  fields: Record<string, string>
  /** Asked before anything is done. */
  question: string
  /** For who hears the button alone; what it shows by default. */
  label?: string
  children: Child
}

/** A button that puts dead letters back, after asking. */
export function Redrive({ fields, question, label, children }: RedriveProps) {
  return (
    <form {...redriveBy(question)}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="quiet" {...(label !== undefined && { 'aria-label': label })}>
        {children}
      </button>
    </form>
  )
}

/** What a form needs to put back what its fields say. */
export function redriveBy(question: string): Record<string, string> {
  return {
    'hx-post': '/api/dead/redrive',
    'hx-target': '#result',
    // The button may be far below.
    'hx-swap': 'innerHTML show:top',
    'hx-confirm': question,
    'hx-disabled-elt': 'find button',
  }
}
