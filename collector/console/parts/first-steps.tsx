/** What to do while nothing has ever come. */
export function FirstSteps({ isPreview }: { isPreview: boolean }) {
  return (
    <section aria-labelledby="first-steps" class="box">
      <h2 id="first-steps">Nothing has come yet: three steps</h2>
      <ol>
        <li>
          <strong>Put the tag on a page.</strong> <a href="/sites">Sites</a> writes it for you, and
          says there whether the collector sees the page and what is wrong otherwise.
        </li>
        <li>
          <strong>See it here.</strong> Open the page and read it: within seconds its events are
          counted on this page. A visit of nobody known is held until somebody says who it is (
          <code>tamtam('identify', …)</code>, a tracked link, or the site’s server): find it under{' '}
          <a href="/timeline?state=held">Timeline, held</a>. Once the visitor is known and quiet for
          a while, what a seller would read stands in the <a href="/timeline">Timeline</a>.
        </li>
        <li>
          {isPreview ? (
            <>
              <strong>Let it reach Gong.</strong> Set <code>GONG_API_BASE_URL</code>,{' '}
              <code>GONG_ACCESS_KEY</code> and <code>GONG_ACCESS_KEY_SECRET</code> and start the
              collector again. Until then nothing is sent, and <code>npx tamtam doctor</code> checks
              what you have set.
            </>
          ) : (
            <>
              <strong>Gong's variables are set</strong>: what is told is sent. To be sure of them,
              run <code>npx tamtam doctor</code>.
            </>
          )}
        </li>
      </ol>
    </section>
  )
}
