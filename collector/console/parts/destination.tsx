import { gongInWords, otherHaltInWords, type GongWords } from '../../operate/gong-in-words.js'
import type { Quota } from '../../operate/read-quota.js'

const SAID: Record<GongWords['tone'], string> = {
  good: 'in order',
  note: 'preview',
  warn: 'look here',
  bad: 'halted',
}

/** How Gong is called, and what to do about it. */
export function DestinationState({ quota }: { quota: Quota }) {
  const otherHalt = otherHaltInWords(quota)
  return (
    <section aria-labelledby="gong">
      <h2 id="gong">Gong</h2>
      <State words={gongInWords(quota)} />
      {otherHalt && <State words={otherHalt} />}
    </section>
  )
}

function State({ words: { tone, lines, next } }: { words: GongWords }) {
  return (
    <div class="box">
      <p>
        <span class={`badge ${tone === 'note' ? 'muted' : tone}`}>{SAID[tone]}</span>{' '}
        {lines.map(capital).join(' ')}
      </p>
      {next !== null && (
        <p>
          Next: {next}
          {next === DOCTOR && (
            <>
              {' '}
              at the command line, which asks Gong and says what is wrong: <code>npx {DOCTOR}</code>
            </>
          )}
        </p>
      )}
    </div>
  )
}

const DOCTOR = 'tamtam doctor'

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
