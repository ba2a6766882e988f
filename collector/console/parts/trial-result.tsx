import type { TriedAddress } from '../../operate/try-address.js'
import { SafeLink } from './safe-link.js'
import { Table } from './table.js'
import { Priority } from './words.js'

const GRANULARITIES = {
  content: 'one interaction a session and page',
  each: 'one interaction a view',
  session: 'folded with the other such pages of the session into one digest',
} as const

const VERDICTS = {
  fits: 'fits, and decides',
  'other path': 'does not fit: its path is another',
  'other origin': 'does not fit: its path would, its origin is another',
} as const

/** What becomes of a page: by which rule, as what, and whether at all. */
export function TrialResult({ trial }: { trial: TriedAddress }) {
  const { rule, path, route, labels, contentUrl, askedCall } = trial
  return (
    <section class="box" role="status" aria-label="What becomes of this page">
      <p>
        {rule === null
          ? 'No rule fits: it is told as the defaults have it.'
          : `Rule ${rule} decides.`}
        {!trial.isSent && ' Nothing of this page is sent: the rule says "send": false.'}
        {!trial.isOwnOrigin &&
          ' Its origin is not among those of the site: beacons from there are refused.'}
      </p>
      <dl class="facts">
        <dt>A seller reads</dt>
        <dd>{trial.isSent ? <strong>{trial.title}</strong> : 'nothing'}</dd>
        <dt>Known by</dt>
        <dd>
          <SafeLink href={trial.address} />
        </dd>
        <dt>Compared with rules</dt>
        <dd>
          <code>{path}</code>
          {route !== null && (
            <>
              {' '}
              and the router’s <code>{route}</code>
            </>
          )}
        </dd>
        <dt>Content id</dt>
        <dd>
          <code>{trial.contentId}</code>
        </dd>
        <dt>Link for sellers</dt>
        <dd>
          {contentUrl !== null ? (
            <SafeLink href={contentUrl} />
          ) : trial.granularity === 'session' ? (
            'none: a digest is about no one page'
          ) : (
            'none: the page is not on an origin of the site'
          )}
        </dd>
        <dt>Labels</dt>
        <dd>{labels.length === 0 ? 'none' : labels.join(', ')}</dd>
        <dt>Priority</dt>
        <dd>
          <Priority of={trial.priority} />
        </dd>
        <dt>Granularity</dt>
        <dd>
          {trial.granularity}: {GRANULARITIES[trial.granularity]}
        </dd>
        <dt>Told by</dt>
        <dd>
          {trial.isSent ? trial.call : 'no call'}
          {trial.isSent &&
            askedCall !== null &&
            ` (the rule asks for ${askedCall}, which this site or such an interaction does not have)`}
        </dd>
      </dl>
      <Table
        caption="Rules as they were asked"
        columns={[{ name: 'No.', is: 'number' }, 'Match', 'Verdict']}
        rows={trial.asked.map(({ number, match, origin, verdict }) => [
          number,
          <code>{`${origin ?? ''}${match}`}</code>,
          VERDICTS[verdict],
        ])}
        empty="There are no rules."
      />
    </section>
  )
}
