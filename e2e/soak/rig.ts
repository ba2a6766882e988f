import type { TcpProxy } from '../tcp-proxy.js'
import type { Scenario } from './fault.js'
import type { SoakCollector } from './soak-collector.js'

/** All that a scenario runs on: collectors, and the store that they work into. */
export interface Rig {
  scenario: Scenario
  /** The first has little room in its spool. */
  collectors: SoakCollector[]
  /** Null where the store is the collector's own file. */
  database: SoakDatabase | null
  /** Puts the store out of the collectors' reach until it is let go, so that spools grow. */
  holdStore(): Promise<() => void>
  /** Asks the store itself, past every line that may be out of order. Throws while it is not there. */
  query(sql: string): Promise<Record<string, unknown>[]>
  /** Kills what runs and removes what was written. */
  close(): Promise<void>
}

export interface SoakDatabase {
  line: TcpProxy
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops the server and all its children where they stand, until it is let go. */
  standStill(): () => void
}
