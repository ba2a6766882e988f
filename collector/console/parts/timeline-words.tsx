import type { Config } from '../../config.js'
import { spanInWords } from '../../explain/in-words.js'
import {
  MAX_SEARCHED,
  type Timeline,
  type TimelineState,
} from '../../operate/timeline/read-timeline.js'
import { MAX_OPEN_COUNTED } from '../../store/timeline.js'

interface WordsProps {
  timeline: Timeline
  config: Pick<Config, 'coalesce'>
  nowMs: number
}

/** What is seen here, what is not yet, and what to do where there is nothing. */
export function TimelineWords({ timeline, config, nowMs }: WordsProps) {
  const { companies, isPreview, asked } = timeline
  return (
    <>
      <p>
        {LEDES[asked.state]} By company and person, the newest first, all times UTC.{' '}
        {isPreview && asked.state !== 'held' && (
          <strong>This is a preview: nothing is sent, and what is marked so would be.</strong>
        )}
      </p>
      <Gathering timeline={timeline} config={config} nowMs={nowMs} />
      {companies.length === 0 && <p class="muted">{emptyInWords(timeline)}</p>}
    </>
  )
}

const LEDES: Record<TimelineState, string> = {
  told: 'What sellers have read in Gong, and what they will read.',
  waiting: 'What waits to be sent to Gong.',
  delivered: 'What sellers have read in Gong.',
  held: 'What nobody is told: held until somebody is known, or until there is room for them.',
}

function Gathering({ timeline: { open }, config: { coalesce }, nowMs }: WordsProps) {
  const { interactions, nextSealDueAtMs } = open
  if (interactions === 0 || nextSealDueAtMs === null) return null
  const count = interactions.toLocaleString('en-US')
  const many = interactions >= MAX_OPEN_COUNTED ? `${count} or more` : count
  const next = Math.ceil((nextSealDueAtMs - nowMs) / 1000) * 1000
  return (
    <p>
      {many} {interactions === 1 ? 'interaction is' : 'interactions are'} still open and told after{' '}
      {coalesce.quietSeconds} s in which nothing is added,{' '}
      {next > 0 ? `the next in ${spanInWords(next)} at the earliest` : 'the next in a moment'}.
    </p>
  )
}

function emptyInWords({ asked, nextBeforeId }: Timeline): string {
  if (asked.text !== null || asked.siteId !== null) {
    return nextBeforeId === null
      ? 'Nothing fits what you asked for.'
      : `Nothing of the newest ${MAX_SEARCHED.toLocaleString('en-US')} fits what you asked for: look among the older ones below.`
  }
  if (asked.beforeId !== null) return 'There is nothing older.'
  switch (asked.state) {
    case 'held':
      return 'Nothing is held. Visits of people whom nobody knows appear here.'
    case 'delivered':
      return 'Gong has taken nothing yet.'
    case 'waiting':
      return 'Nothing waits to be sent.'
    case 'told':
      return 'Nothing yet. A visit appears here once it has been quiet for a while and its visitor is known: by an identify, a tracked link, a trackingId, or the site’s server. Those of nobody known are under “Held: not told yet”.'
  }
}
