import { readSighting } from '../../operate/read-sighting.js'
import { readSites } from '../../operate/read-sites.js'
import { readTagForm } from '../../operate/read-tag-form.js'
import { writeTags } from '../../operate/write-tags.js'
import { definePage } from '../page.js'
import { SafeLink } from '../parts/safe-link.js'
import { SiteFacts } from '../parts/site-facts.js'
import { TagForm } from '../parts/tag-form.js'
import { TagTexts } from '../parts/tag-texts.js'
import { Traffic } from '../parts/traffic.js'
import { WeSeeYou } from '../parts/we-see-you.js'

/** One site: whether its events arrive, its tag to copy, and how it is configured. */
export const sitePage = definePage({
  path: '/sites/:siteId',
  title: 'Site',
  liveSeconds: 2,
  async read({ verbs, config, nowMs, main, script, query, param, host }) {
    const site = config.sites.find(({ siteId }) => siteId === param('siteId'))
    if (!site) return null
    const all = await readSites(verbs, config)
    const summary = all.find(({ siteId }) => siteId === site.siteId)
    if (!summary) return null
    const storedAtMs = summary.lastEventAtMs
    const tag = readTagForm(query, { config, site, host })
    const tags = writeTags({
      siteId: site.siteId,
      collector: tag.collector,
      scriptPath: tag.isPinned ? script.immutablePath : script.path,
      integrity: tag.isPinned ? script.integrity : null,
      options: tag.options,
    })
    return {
      ...summary,
      seen: readSighting(await main.readSightings(), { site, storedAtMs, nowMs }),
      tag,
      tags,
    }
  },
  View: ({ data, nowMs, url, config }) => {
    const [trial] = data.origins.filter((origin) => !origin.endsWith(':*'))
    return (
      <>
        <h1>{data.siteId}</h1>
        <h2>Do its events arrive?</h2>
        <WeSeeYou seen={data.seen} nowMs={nowMs} />
        <p>
          Open a page of yours with the tag
          {trial && (
            <>
              , such as <SafeLink href={trial} />
            </>
          )}
          : this turns green at its first event. It looks again by itself, every two seconds.
          {config.role === 'work' &&
            ' This process takes no beacons itself (TAMTAM_ROLE is work): ask the console of one that does.'}
        </p>
        <h2>The tag to copy</h2>
        <TagForm tag={data.tag} path={url.pathname} />
        <TagTexts tags={data.tags} notes={data.tag.notes} />
        <h2>How its people are known</h2>
        <Traffic site={data} />
        <h2>As it is configured</h2>
        <SiteFacts site={data} nowMs={nowMs} />
      </>
    )
  },
})
