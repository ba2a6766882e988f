import type { Config } from '../config.js'
import type { Sightings } from '../lib/sightings.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { StoreToRead } from '../store/open-to-read.js'
import type { Store } from '../store/store.js'

/** What the console's routes stand on. */
export interface ConsoleDeps {
  config: Config
  /** Null while the store is away. */
  findStore: () => OpenStore | null
  main: MainVerbs
  script: PublishedScript
  assets: ReadonlyMap<string, Asset>
  clock: Clock
  /** By which it is told what is dear to read: in tests nothing is. */
  monotonicMs?: () => number
  logger: Logger
}

/** The same store twice: as of one moment, and to change it. */
export interface OpenStore {
  reader: StoreToRead
  store: Store
}

/** What the accepting thread tells the console. */
export interface MainVerbs {
  readSightings(): Promise<Sightings>
  /** Its part of a scrape. */
  metricsJson(): Promise<unknown>
  /** That of the pipeline's thread, which it asks. */
  pipelineMetricsJson(): Promise<unknown>
}

/** What the pipeline's thread tells of itself. */
export interface PipelineVerbs {
  metricsJson(): Promise<unknown>
}

/** The snippet as the public listener serves it. */
export interface PublishedScript {
  path: string
  /** The name under which these bytes stay for ever. */
  immutablePath: string
  /** For a script tag's integrity attribute. */
  integrity: string
}

/** A file that pages of the console load. */
export interface Asset {
  contentType: string
  body: string
  /** Names these bytes: the ETag. */
  hash: string
}
