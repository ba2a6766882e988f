import type { AddressTrial, TriedPage } from '../../operate/try-address.js'
import { ChoiceField, TextField } from './field.js'

type Fault = Extract<AddressTrial, { kind: 'fault' }>

/** Asks for a page as a visitor's browser would tell of it. */
export function TryAddressForm({
  path,
  page,
  siteIds,
  fault,
}: {
  path: string
  page: TriedPage
  siteIds: readonly string[]
  fault: Fault | null
}) {
  const faultOf = (field: Fault['field']): string | undefined =>
    fault?.field === field ? fault.words : undefined
  return (
    <form class="stack tag" method="get" action={path} aria-label="Try an address">
      <div class="fields">
        <TextField
          name="url"
          label="Address of the page"
          value={page.url}
          hint="Whole, such as https://www.acme.com/pricing?utm_source=x"
          fault={faultOf('url')}
          required
        />
        <TextField
          name="title"
          label="Title of the page"
          value={page.title}
          hint="As its browser tab has it; empty for none."
        />
        <TextField
          name="canonicalUrl"
          label="Canonical link"
          value={page.canonicalUrl ?? ''}
          hint="What its link rel=canonical says, if it has one."
          fault={faultOf('canonicalUrl')}
        />
        <ChoiceField
          name="site"
          label="Site"
          value={page.siteId}
          options={siteIds.map((siteId) => ({ value: siteId, words: siteId }))}
          fault={faultOf('site')}
        />
      </div>
      <div>
        <button type="submit">Try it</button>
      </div>
    </form>
  )
}
