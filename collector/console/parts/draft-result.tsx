import type { SiteDraft } from '../../operate/draft-site.js'
import { Copyable } from './copyable.js'
import { Notes } from './notes.js'

/** A sound site: the text for the configuration file, the tag, and what to do with both. */
export function SoundSite({
  draft,
  tag,
  notes,
  configFile,
}: {
  draft: Extract<SiteDraft, { kind: 'ready' }>
  tag: string
  notes: readonly string[]
  /** Null where there is none yet. */
  configFile: string | null
}) {
  return (
    <section class="box" role="status">
      <h2>The site is sound</h2>
      <ol>
        <li>
          Add this to <code>sites</code> in <code>{configFile ?? 'tamtam.config.json'}</code>
          {configFile === null && ', which is not there yet: make it as { "sites": [ … ] }'}, on
          every machine.
        </li>
        <li>Restart the collector: it reads the file as it starts.</li>
        <li>
          Put the tag on the site’s pages, and open{' '}
          <a href={`/sites/${draft.site.siteId}`}>the page of the site</a> here, which then says
          whether its events arrive.
        </li>
      </ol>
      <Copyable id="site-json" title="For the configuration file" text={draft.json} />
      <Copyable id="site-tag" title="The tag" text={tag} />
      <Notes notes={notes} />
    </section>
  )
}

/** What is wrong with a site: what is of a field stands there, unless the site came as a text. */
export function FaultySite({
  draft: { faults, others },
  isText,
}: {
  draft: Extract<SiteDraft, { kind: 'faulty' }>
  isText: boolean
}) {
  const named = Object.entries(faults).map(([field, words]) => `${field}: ${words}`)
  return (
    <section class="banner bad" role="alert">
      <p>
        The collector would not start with this site.
        {!isText && named.length > 0 && ' What is wrong stands at the fields.'}
      </p>
      <Notes notes={isText ? [...others, ...named] : others} />
    </section>
  )
}
