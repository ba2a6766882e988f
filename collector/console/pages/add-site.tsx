import {
  checkSiteText,
  draftSite,
  SITE_FIELDS,
  type SiteDraft,
  type SiteField,
  type SiteForm,
} from '../../operate/draft-site.js'
import { readTagForm } from '../../operate/read-tag-form.js'
import { writeTags } from '../../operate/write-tags.js'
import { definePage, type Ask } from '../page.js'
import { FaultySite, SoundSite } from '../parts/draft-result.js'
import { AreaField } from '../parts/field.js'
import { NewSiteForm } from '../parts/new-site-form.js'

/** Writes what the configuration file needs for one more site; the file itself is the operator's to change. */
export const addSitePage = definePage({
  path: '/add-site',
  title: 'Add a site',
  async read(ask) {
    const { config, query } = ask
    const text = query('json') ?? null
    const form = readForm(query)
    const isBlank = form.siteId === '' && form.origins === ''
    const drafted = isBlank ? null : draftSite(form, config.sites)
    const draft = text === null ? drafted : checkSiteText(text, config.sites)
    return {
      form,
      text,
      /** What the tag says and not the configuration. */
      tagForm: { consent: query('consent') ?? '', trackingParams: query('trackingParams') ?? '' },
      draft,
      tag: draft?.kind === 'ready' ? tagOf(draft, ask) : null,
    }
  },
  View: ({ data, config, url }) => {
    const { draft, tag, text } = data
    return (
      <>
        <h1>Add a site</h1>
        <p>
          This changes nothing by itself: the configuration file is the truth for all machines of
          the collector, and belongs where the rest of what you run is kept. What comes out here
          goes into its <code>sites</code>.
        </p>
        {draft?.kind === 'ready' && tag && (
          <SoundSite draft={draft} {...tag} configFile={config.configFile} />
        )}
        {draft?.kind === 'faulty' && <FaultySite draft={draft} isText={text !== null} />}
        <NewSiteForm
          path={url.pathname}
          form={data.form}
          tag={data.tagForm}
          faults={draft?.kind === 'faulty' && text === null ? draft.faults : {}}
        />
        <h2>Or check one that you have written</h2>
        <form class="stack" method="get" action={url.pathname} aria-label="A site as JSON">
          <AreaField
            name="json"
            label="A site as it stands in the configuration file (JSON)"
            value={text ?? ''}
            rows={6}
          />
          <div>
            <button type="submit">Check it</button>
          </div>
        </form>
      </>
    )
  },
})

function readForm(query: Ask['query']): SiteForm {
  const written = SITE_FIELDS.map((name) => [name, query(name) ?? ''] as const)
  // Of each field one text.
  return Object.fromEntries(written) as Record<SiteField, string>
}

function tagOf(
  { site }: Extract<SiteDraft, { kind: 'ready' }>,
  { query, config, host, script }: Ask,
) {
  const { collector, options, notes } = readTagForm(query, { config, site, host })
  const { siteId } = site
  const newest = { scriptPath: script.path, integrity: null }
  return { tag: writeTags({ siteId, collector, options, ...newest }).script, notes }
}
