import type { ReadTagForm } from '../../operate/read-tag-form.js'
import { TextField, Tick } from './field.js'

/** What the tag of a site may say, to be ticked; the texts below follow once it is sent. */
export function TagForm({ tag, path }: { tag: ReadTagForm; path: string }) {
  const { form, faults } = tag
  return (
    <form class="stack tag" method="get" action={path} aria-label="Options of the tag">
      <div class="fields">
        <TextField
          name="collector"
          label="Collector's address"
          value={form.collector}
          hint="As browsers reach it; publicUrl in the configuration sets it for good."
          fault={faults.collector}
        />
        <TextField
          name="trackingParams"
          label="Tracking parameters"
          value={form.trackingParams}
          hint="URL parameters that carry Gong's tracking id of people, such as gong_tid; several with commas."
        />
        <TextField
          name="keepParams"
          label="Query parameters that may leave the page"
          value={form.keepParams}
          hint="Empty: utm_* alone. * stands for anything."
        />
        <TextField
          name="cookieDomain"
          label="Cookie domain"
          value={form.cookieDomain}
          hint="Such as acme.com: one visitor on all its subdomains. Empty: localStorage of each."
          fault={faults.cookieDomain}
        />
        <TextField
          name="endpoint"
          label="Where beacons go"
          value={form.endpoint}
          hint="A path on the collector's host, or an address elsewhere. Empty: as the configuration's paths.events has it."
          fault={faults.endpoint}
        />
      </div>
      <fieldset>
        <legend>Behaviour</legend>
        <Tick
          name="consent"
          value="required"
          isTicked={form.consent !== ''}
          label="Nothing is read, stored or sent before the visitor agrees"
        />
        <Tick
          name="viewsHash"
          isTicked={form.viewsHash !== ''}
          label="Another fragment (#) is another view, for routers that use it"
        />
        <Tick
          name="viewsQuery"
          isTicked={form.viewsQuery !== ''}
          label="Another query (?) is another view"
        />
        <Tick
          name="address"
          value="clean"
          isTicked={form.address !== ''}
          label="Take tracking parameters out of the address bar"
        />
        <Tick
          name="signals"
          value="ignore"
          isTicked={form.signals !== ''}
          label="Ignore Global Privacy Control and Do Not Track"
        />
        <Tick
          name="integrity"
          isTicked={form.integrity !== ''}
          label="Pin the script: the name that never changes, with its integrity value"
        />
      </fieldset>
      <div>
        <button type="submit">Write the tag</button>
      </div>
    </form>
  )
}
