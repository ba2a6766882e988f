import type { Child } from 'hono/jsx'

/** A link to where a visitor or a page said; what is no web address stays text. */
export function SafeLink({ href, children = href }: { href: string; children?: Child }) {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return <>{children}</>
  return (
    <a href={href} rel="noopener noreferrer" target="_blank">
      {children}
    </a>
  )
}
