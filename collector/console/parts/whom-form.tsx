import { WHOM_WAYS } from '../../operate/whom-fields.js'

/** Names one person, and what is to be done: nothing is done before it was looked for. Says what it takes of whoever may not. */
export function WhomForm({
  siteIds,
  mayAskGong,
  mayAct,
}: {
  siteIds: readonly string[]
  mayAskGong: boolean
  mayAct: boolean
}) {
  if (!mayAct) {
    return (
      <p class="banner">
        To look for a person, to export or to erase them takes a token of the scope{' '}
        <code>erase</code>; yours has a narrower one.
      </p>
    )
  }
  return (
    <form
      id="whom"
      class="box stack"
      hx-post="/api/privacy/find"
      hx-target="#result"
      hx-disabled-elt="find button"
    >
      <h2>Find a person</h2>
      <div class="bar">
        <div class="field">
          <label for="by">Known by</label>
          <select id="by" name="by">
            {WHOM_WAYS.map(({ value, words }) => (
              <option value={value}>{words}</option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="value">Which is</label>
          <input id="value" name="value" required autocomplete="off" spellcheck={false} />
        </div>
        <div class="field">
          <label for="siteId">Site, of a browser</label>
          <select id="siteId" name="siteId">
            {siteIds.map((siteId) => (
              <option value={siteId}>{siteId}</option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="companyDomain">Company’s domain, of an id</label>
          <input id="companyDomain" name="companyDomain" autocomplete="off" spellcheck={false} />
        </div>
      </div>
      <div class="bar">
        <button type="submit">Look</button>
        <button
          type="button"
          class="quiet"
          data-download="/api/privacy/export"
          data-file="person.json"
        >
          Export as JSON
        </button>
      </div>
      {!mayAskGong && (
        <p class="hint">This is a preview: Gong cannot be asked to erase anything from here.</p>
      )}
    </form>
  )
}
