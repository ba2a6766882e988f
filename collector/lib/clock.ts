/** The one place that reads the wall clock, so that tests can turn it. Milliseconds since the epoch. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()
