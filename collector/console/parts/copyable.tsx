import type { Child } from 'hono/jsx'

/** A text to be copied, with a button that does it. */
export function Copyable({
  id,
  title,
  text,
  children,
}: {
  id: string
  title: string
  text: string
  /** What it is for. */
  children?: Child
}) {
  return (
    <section class="copyable" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      {children && <p>{children}</p>}
      <pre class="wrap" id={id} tabindex={0}>
        {text}
      </pre>
      <button type="button" class="quiet" data-copy={`#${id}`} aria-describedby={`${id}-title`}>
        Copy
      </button>
    </section>
  )
}
