import type { Child } from 'hono/jsx'

/** The way of something from its page to Gong's answer, as numbered steps. */
export function Trace({ children }: { children: Child }) {
  return <ol class="trace">{children}</ol>
}

export function Step({ title, children }: { title: string; children: Child }) {
  return (
    <li>
      <h3>{title}</h3>
      {children}
    </li>
  )
}
