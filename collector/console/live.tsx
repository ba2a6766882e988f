import type { Child } from 'hono/jsx'

/**
 * An answer that takes longer is given up and asked for again, and the page says so. Of live turns alone: what a form does
 * may take its time. https://htmx.org/attributes/hx-request/
 */
const PATIENCE = JSON.stringify({ timeout: 10_000 })

/** Asks for the page anew and takes over what has changed, while it is looked at. */
export function Live({
  path,
  seconds,
  children,
}: {
  path: string
  seconds: number | undefined
  children: Child
}) {
  if (seconds === undefined) return <div id="page">{children}</div>
  return (
    <div
      id="page"
      hx-get={path}
      hx-trigger="live from:body"
      hx-select="#page"
      hx-target="#page"
      hx-swap="morph:outerHTML"
      hx-request={PATIENCE}
      hx-disinherit="hx-request"
      data-live-seconds={seconds}
    >
      {children}
    </div>
  )
}
