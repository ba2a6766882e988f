/** A page of a test's site. What is left out is as on the default page. */
export interface TestPage {
  title?: string
  /** Markup before the tag. */
  head?: string
  /** Markup before the button #last, which every page has. */
  body?: string
  /** Response headers, such as a Content-Security-Policy. */
  headers?: Record<string, string>
  /** Attributes beside `data-site`; null for no tag; a string for markup of one's own. */
  tag?: Record<string, string> | string | null
}

export function renderPage(
  page: TestPage,
  { path, scriptUrl }: { path: string; scriptUrl: string },
) {
  const { title = path, head = '', body = '', tag = {} } = page
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="icon" href="data:,">${head}
${typeof tag === 'string' ? tag : tag ? renderTag(tag, scriptUrl) : ''}
</head><body>
${body}
<button id="last" type="button">Last</button>
</body></html>`
}

/** The tag as the README has it; an attribute given as '' stands without a value. */
function renderTag(own: Record<string, string>, scriptUrl: string): string {
  const attributes = { src: scriptUrl, 'data-site': 'demo', ...own }
  const written = Object.entries(attributes).map(
    ([name, value]) => `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  )
  return `<script async ${written.join(' ')}></script>`
}
