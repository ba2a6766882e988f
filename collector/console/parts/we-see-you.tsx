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
  const nextSteps = [...verdict.nextSteps, ...(later?.nextSteps ?? [])]
  const state = STATES[seen.state]
  return (
    <>
      <div class={`box seen ${state.tone}`} id="seen" aria-live="polite">
        <p>
          <span class={`badge ${state.tone}`}>{state.words}</span>
        </p>
        {elsewhere && <p>{elsewhere}</p>}
        <p>{verdict.words}</p>
        {later && <p>Since then something went wrong, with this page or another: {later.words}</p>}
        {nextSteps.length > 0 && (
          <>
            <p>What to do, the likeliest first:</p>
            <ol>
              {nextSteps.map((step) => (
                <li>{step}</li>
              ))}
            </ol>
          </>
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
