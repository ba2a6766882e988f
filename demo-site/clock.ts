/** Milliseconds since the epoch, now. Everything in this folder is handed one, so that tests can turn it. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()
