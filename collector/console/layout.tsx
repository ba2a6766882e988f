import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { WhoAsks } from './who-asks.js'

/** What the head of every page says of Gong. */
export type Banner = { tone: 'note' | 'bad'; words: string } | null

interface LayoutProps {
  title: string
  /** Of the page, to mark it in the navigation. */
  path: string
  who: WhoAsks
  banner: Banner
  children: Child
}

const NAV = [
  ['/', 'Overview'],
  ['/timeline', 'Timeline'],
  ['/held', 'Held'],
  ['/dead', 'Dead letters'],
  ['/shed', 'Shed'],
  ['/explain', 'Explain'],
  ['/sites', 'Sites'],
  ['/rules', 'Rules'],
  ['/privacy', 'Privacy'],
  ['/audit', 'Audit'],
] as const

/** htmx writes no style of its own and evaluates nothing, so that the policy needs no exception. */
const HTMX = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
})

export function Layout({ title, path, who, banner, children }: LayoutProps) {
  return (
    <Html title={title}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header>
        <a class="brand" href="/">
          Tamtam
        </a>
        <nav aria-label="Pages">
          <ul>
            {NAV.map(([href, name]) => (
              <li>
                <a href={href} {...(isWithin(path, href) && { 'aria-current': 'page' })}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {who.kind === 'session' && (
          <form method="post" action="/sign-out" hx-post="/sign-out">
            <button class="quiet">Sign out</button>
          </form>
        )}
      </header>
      {banner && (
        <p class={`banner ${banner.tone}`} role="status">
          {banner.words}
        </p>
      )}
      <main id="main" tabindex={-1}>
        {children}
      </main>
    </Html>
  )
}

/** A page without navigation: who sees it may not be signed in. */
export function Bare({ title, children }: { title: string; children: Child }) {
  return (
    <Html title={title}>
      <main id="main" class="bare">
        {children}
      </main>
    </Html>
  )
}

function Html({ title, children }: { title: string; children: Child }) {
  return (
    <>
      {html`<!doctype html>`}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="htmx-config" content={HTMX} />
          <title>{`${title} · Tamtam`}</title>
          <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/assets/console.css" />
          <script src="/assets/htmx.min.js" defer />
          <script src="/assets/idiomorph-ext.min.js" defer />
          <script src="/assets/uPlot.iife.min.js" defer />
          <script src="/assets/console.js" defer />
        </head>
        <body hx-ext="morph" hx-headers='{"Tamtam-Console":"1"}'>
          {children}
        </body>
      </html>
    </>
  )
}

/** Pages beside the one that leads to them: a site may have any name below it. */
const BESIDE: Record<string, string> = { '/add-site': '/sites' }

function isWithin(path: string, href: string): boolean {
  return path === href || BESIDE[path] === href || (href !== '/' && path.startsWith(`${href}/`))
}
