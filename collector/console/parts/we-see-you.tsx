import type { SiteSeen } from '../../operate/read-sighting.js'
import { ago } from './words.js'

const STATES = {
  good: { tone: 'good', words: 'We see you' },
  bad: { tone: 'bad', words: 'Something is wrong' },
  waiting: { tone: 'muted', words: 'Waiting for the first event' },
} as const

/** Whether events of a site arrive, and if not, what to do. Only what changes is read out, not how long ago it was. */
export function WeSeeYou({ seen, nowMs }: { seen: SiteSeen; nowMs: number }) {
  const { verdict, later, elsewhere, storedAtMs } = seen
  const state = STATES[seen.state]
  return (
    <>
      <div id="seen" aria-live="polite">
        <div class={`box seen ${state.tone}`}>
          <p>
            <span class={`badge ${state.tone}`}>{state.words}</span>
          </p>
          {elsewhere && <p>{elsewhere}</p>}
          <p>{verdict.words}</p>
          <NextSteps of={verdict.nextSteps} />
        </div>
        {later && (
          <div class="box seen warn">
            <p>
              <span class="badge warn">Something went wrong since</span>
            </p>
            <p>With this page or another: {later.words}</p>
            <NextSteps of={later.nextSteps} />
          </div>
        )}
      </div>
      <p class="muted" id="seen-when">
        {verdict.kind === 'nothing'
          ? `This process has watched for ${ago(verdict.atMs, nowMs).replace(' ago', '')}.`
          : `Seen ${ago(verdict.atMs, nowMs)}.`}
        {storedAtMs !== null && ` Newest event in the store: ${ago(storedAtMs, nowMs)}.`}
      </p>
    </>
  )
}

function NextSteps({ of }: { of: readonly string[] }) {
  if (of.length === 0) return <></>
  return (
    <>
      <p>What to do, the likeliest first:</p>
      <ol>
        {of.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </>
  )
}
