import { FAULTS_OF, type Fault, type FaultKind, type Scenario } from './fault.js'
import { createRandom, type Random } from './random.js'

export interface TimedFault {
  /** Since the beginning of the faults. */
  atMs: number
  fault: Fault
}

export interface ScriptWish {
  seed: number
  scenario: Scenario
  collectors: number
  forMs: number
  /** Between two faults. */
  pauseMs: { min: number; max: number }
}

const HOUR_MS = 60 * 60 * 1000

/** Of everything that stands still, so that a run of seconds sees more than one fault. */
const MAX_SHARE_OF_RUN = 0.25
const MAX_STAND_STILL_MS = 20_000

/** What goes wrong, and when: by the seed alone. Each kind comes once before any comes again. */
export function writeFaultScript({ seed, scenario, pauseMs, ...run }: ScriptWish): TimedFault[] {
  const random = createRandom(`${seed} ${scenario} faults`)
  const script: TimedFault[] = []
  let deck: FaultKind[] = []
  let atMs = 0
  for (;;) {
    atMs += random.whole(pauseMs.min, pauseMs.max)
    if (atMs >= run.forMs) return script
    if (deck.length === 0) deck = random.shuffle(FAULTS_OF[scenario])
    const kind = deck.pop()
    if (kind) script.push({ atMs, fault: draw(kind, { random, ...run }) })
  }
}

function draw(
  kind: FaultKind,
  { random, collectors, forMs }: Pick<ScriptWish, 'collectors' | 'forMs'> & { random: Random },
): Fault {
  const within = (min: number, max: number): number =>
    random.whole(min, Math.max(min, Math.min(max, Math.floor(forMs * MAX_SHARE_OF_RUN))))
  const collector = random.whole(0, collectors - 1)
  const downMs = within(200, 2000)
  switch (kind) {
    case 'kill':
    case 'restart':
      return { kind, collector, downMs }
    case 'kill_twice':
      return { kind, collector, downMs, againAfterMs: random.whole(0, 300) }
    case 'kill_while_starting':
      return { kind, collector, downMs, againAfterMs: random.whole(20, 500) }
    case 'clock_jump':
      return { kind, collector, byMs: random.pick([-HOUR_MS, HOUR_MS]), forMs: within(1000, 5000) }
    case 'database_stop':
      return { kind, downMs: within(1000, 4000) }
    case 'database_stand_still':
      return { kind, forMs: within(1000, MAX_STAND_STILL_MS) }
    case 'line_delay':
    case 'line_freeze':
    case 'line_reset':
      return { kind, forMs: within(1000, 5000) }
    case 'full_spool':
    case 'line_cut':
      return { kind }
  }
}
