import type { SiteField, SiteForm } from '../../operate/draft-site.js'
import { AreaField, ChoiceField, TextField, Tick } from './field.js'

interface NewSiteFormProps {
  path: string
  form: SiteForm
  /** What the tag says and not the configuration. */
  tag: { consent: string; trackingParams: string }
  faults: Partial<Record<SiteField, string>>
}

/** Asks for what the configuration file says of a site; each fault stands at its field. */
export function NewSiteForm({ path, form, tag, faults }: NewSiteFormProps) {
  return (
    <form class="stack tag" method="get" action={path} aria-label="A new site">
      <div class="fields">
        <TextField
          name="siteId"
          label="Site id"
          value={form.siteId}
          hint="Small letters, digits and hyphens, such as acme-www. The tag names it; sellers may read it."
          fault={faults.siteId}
        />
        <AreaField
          name="origins"
          label="Origins, one a line"
          value={form.origins}
          hint='Where the pages are, to the letter, such as https://www.acme.com; with or without www is another. ":*" at the end for any port.'
          fault={faults.origins}
        />
        <ChoiceField
          name="identity"
          label="A person whom the page alone names is"
          value={form.identity || 'labelled'}
          options={[
            { value: 'labelled', words: 'sent, and labelled self-reported' },
            { value: 'strict', words: 'held' },
            { value: 'open', words: 'sent as it is (anybody can claim to be anybody)' },
          ]}
          fault={faults.identity}
        />
        <ChoiceField
          name="bots"
          label="Beacons of bots are"
          value={form.bots || 'drop'}
          options={[
            { value: 'drop', words: 'counted and not stored' },
            { value: 'keep', words: 'stored like any other' },
          ]}
          fault={faults.bots}
        />
        <AreaField
          name="ownDomains"
          label="Your own mail domains, one a line"
          value={form.ownDomains}
          hint="What people of these do is never sent, such as acme.com."
          fault={faults.ownDomains}
        />
        <AreaField
          name="titleSuffixes"
          label="Endings of page titles to cut, one a line"
          value={form.titleSuffixes}
          hint='Such as " | Acme".'
          fault={faults.titleSuffixes}
        />
        <TextField
          name="trackingParams"
          label="Tracking parameters, for the tag"
          value={tag.trackingParams}
          hint="URL parameters that carry Gong's tracking id of people, such as gong_tid."
        />
      </div>
      <fieldset>
        <legend>Behaviour</legend>
        <Tick
          name="consent"
          value="required"
          isTicked={tag.consent !== ''}
          label="Nothing is read, stored or sent before the visitor agrees (in the tag)"
        />
        <Tick
          name="engagementCalls"
          isTicked={form.engagementCalls !== ''}
          label="Use Gong's engagement calls, which Gong releases to few companies: ask Gong first"
        />
      </fieldset>
      <div>
        <button type="submit">Check and write it</button>
      </div>
    </form>
  )
}
