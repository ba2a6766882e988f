/** One of the commands that the proof runs, each in a process of its own. */
export interface ProofPart {
  name: string
  /** What it shows, in a few words. */
  shows: string
  command: readonly [program: string, ...args: string[]]
  /** The file below the folder of results that it writes anew when it has come to its end. */
  writes: string
  /** Until its results tell how long it took. */
  usualMinutes: number
}
