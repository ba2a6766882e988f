/** One thing that goes wrong. Collectors are named by their place. Durations in milliseconds. */
export type Fault =
  | { kind: 'kill'; collector: number; downMs: number }
  | { kind: 'kill_twice'; collector: number; downMs: number; againAfterMs: number }
  | { kind: 'kill_while_starting'; collector: number; downMs: number; againAfterMs: number }
  | { kind: 'restart'; collector: number; downMs: number } // by SIGTERM
  | { kind: 'clock_jump'; collector: number; byMs: number; forMs: number }
  | { kind: 'full_spool' } // of the first collector: the store is out of reach until beacons are refused
  | { kind: 'database_stop'; downMs: number }
  | { kind: 'database_stand_still'; forMs: number }
  | { kind: 'line_delay'; forMs: number }
  | { kind: 'line_freeze'; forMs: number }
  | { kind: 'line_reset'; forMs: number }
  | { kind: 'line_cut' }

export type FaultKind = Fault['kind']
export type Scenario = 'embedded' | 'postgres'

const OF_COLLECTORS = [
  'kill',
  'kill_while_starting',
  'restart',
  'clock_jump',
  'full_spool',
] as const satisfies FaultKind[]

/** What may happen in each scenario; what stands twice comes twice as often. */
export const FAULTS_OF: Record<Scenario, readonly FaultKind[]> = {
  embedded: [...OF_COLLECTORS, 'kill_twice'],
  postgres: [
    ...OF_COLLECTORS,
    'kill',
    'database_stop',
    'database_stand_still',
    'line_delay',
    'line_freeze',
    'line_reset',
    'line_cut',
  ],
}

/** What a fault is done to; two of one target wait for each other. */
export function targetOf(fault: Fault): string {
  return 'collector' in fault ? `collector ${fault.collector}` : 'store'
}

export function inWords(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill -9 of ${targetOf(fault)}, back after ${fault.downMs} ms`
    case 'kill_twice':
      return `kill -9 of ${targetOf(fault)}, back after ${fault.downMs} ms, once more ${fault.againAfterMs} ms after it is ready`
    case 'kill_while_starting':
      return `kill -9 of ${targetOf(fault)}, back after ${fault.downMs} ms, once more ${fault.againAfterMs} ms into its start`
    case 'restart':
      return `SIGTERM to ${targetOf(fault)}, back ${fault.downMs} ms after its end`
    case 'clock_jump':
      return `clock of ${targetOf(fault)} off by ${fault.byMs} ms for ${fault.forMs} ms`
    case 'full_spool':
      return 'store out of reach until the spool of collector 0 is full'
    case 'database_stop':
      return `PostgreSQL stopped at once, back after ${fault.downMs} ms`
    case 'database_stand_still':
      return `PostgreSQL stands still (SIGSTOP) for ${fault.forMs} ms`
    case 'line_cut':
      return 'line to PostgreSQL cut'
    case 'line_delay':
    case 'line_freeze':
    case 'line_reset':
      return `line to PostgreSQL: ${fault.kind.slice('line_'.length)} for ${fault.forMs} ms`
  }
}
