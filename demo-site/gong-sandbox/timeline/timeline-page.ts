import { html } from 'hono/html'

type Html = ReturnType<typeof html>

/** The whole page around what changes; style and script are files of their own, for the strict policy. */
export function timelinePage(body: Html) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Timeline · Gong sandbox</title>
        <link rel="icon" href="/assets/timeline.svg" />
        <link rel="stylesheet" href="/assets/colours.css" />
        <link rel="stylesheet" href="/assets/page.css" />
        <link rel="stylesheet" href="/assets/company.css" />
        <link rel="stylesheet" href="/assets/rows.css" />
        <script src="/assets/timeline.js" defer></script>
      </head>
      <body>
        <header class="top">
          <p class="brand">
            <img src="/assets/timeline.svg" alt="" width="28" height="28" /> Tamtam
          </p>
          <p class="badge">Gong sandbox</p>
          <p class="live" role="status" id="live" hidden>Live</p>
        </header>
        <main>
          <h1>What a seller reads</h1>
          <p class="lede">Every interaction that arrived, by company and person, newest first.</p>
          <p class="note">
            This is Tamtam’s local stand-in for Gong, not Gong. It checks each call against Gong’s
            contract and forgets everything when it stops.
          </p>
          <div id="timeline">${body}</div>
        </main>
      </body>
    </html>`
}
