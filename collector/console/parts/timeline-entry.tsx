import type { TimelineEntry } from '../../operate/timeline/entry.js'
import { KindIcon } from './kind-icon.js'
import { SafeLink } from './safe-link.js'
import { ago, Assurance, Reason, Time } from './words.js'

interface RowProps {
  entry: TimelineEntry
  /** Whose it is. */
  name: string
  isPreview: boolean
  nowMs: number
}

/** A row as a seller reads it, and below it what became of it. */
export function TimelineRow({ entry, name, isPreview, nowMs }: RowProps) {
  const { interactionId, kind, sentence, percent, chips, device, occurredAtMs, url } = entry
  return (
    <li id={`i-${interactionId}`}>
      <KindIcon of={kind} />
      <div class="what">
        <p>
          <span class="muted">{name}</span> {sentence.before}{' '}
          <strong>
            {url === null ? (
              <>‘{sentence.title}’</>
            ) : (
              <SafeLink href={url}>‘{sentence.title}’</SafeLink>
            )}
          </strong>{' '}
          {sentence.after}
        </p>
        {percent !== null && (
          <meter min={0} max={100} value={percent} aria-label="How much of it, in percent" />
        )}
        {chips.length > 0 && (
          <ul class="plain chips">
            {chips.map(({ name: label, value }) =>
              label === null ? (
                <li class="label">{value}</li>
              ) : (
                <li>
                  <span>{label}</span> {value}
                </li>
              ),
            )}
          </ul>
        )}
        <Standing entry={entry} isPreview={isPreview} />
      </div>
      <p class="when">
        {ago(occurredAtMs, nowMs)}
        {device !== null && (device === 'MOBILE' ? ' · mobile' : ' · computer')}
        <br />
        <Time atMs={occurredAtMs} nowMs={nowMs} />
      </p>
    </li>
  )
}

function Standing({ entry, isPreview }: Pick<RowProps, 'entry' | 'isPreview'>) {
  const { interactionId, state, assurance, requestId, attempts, reason } = entry
  return (
    <p class="standing">
      <State state={state} isPreview={isPreview} /> <Assurance level={assurance} />{' '}
      {state === 'waiting' && attempts > 0 && (
        <span>
          tried {attempts} {attempts === 1 ? 'time' : 'times'}
        </span>
      )}{' '}
      {requestId !== null && (
        <span>
          requestId <code>{requestId}</code>
        </span>
      )}{' '}
      {state !== 'delivered' && reason && (
        <span>
          <Reason code={reason.code} />
        </span>
      )}{' '}
      <a href={`/explain/${interactionId}`}>Explain {interactionId}</a>
    </p>
  )
}

function State({ state, isPreview }: { state: TimelineEntry['state']; isPreview: boolean }) {
  switch (state) {
    case 'delivered':
      return <span class="badge good">delivered</span>
    case 'waiting':
      return <span class="badge muted">{isPreview ? 'would be sent' : 'waiting'}</span>
    case 'held':
      return <span class="badge warn">held</span>
  }
}
