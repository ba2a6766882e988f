/** Of a thread's time, at most this part goes into one reading. */
const MAX_SHARE = 0.05

/**
 * Spares what costs: whoever asks while it is being read gets that answer, and so does who asks again before twenty
 * times as long has passed as it took. What is cheap is read each time; what failed is read anew.
 *
 * With a million interactions waiting and half a million held, the store's part of a scrape took 0.5 s (SQLite),
 * and is then read every 10 s at most, however many scrape it.
 */
export function createSparingReader<T>(
  read: () => Promise<T>,
  monotonicMs: () => number = () => performance.now(),
): () => Promise<T> {
  let answer: Promise<T> | null = null
  let keptUntilMs = Infinity

  return function readSparingly() {
    if (answer !== null && monotonicMs() < keptUntilMs) return answer
    const startedAtMs = monotonicMs()
    keptUntilMs = Infinity
    const own = read()
    answer = own
    own.then(
      () => {
        const nowMs = monotonicMs()
        keptUntilMs = nowMs + (nowMs - startedAtMs) / MAX_SHARE
      },
      // Whoever asked hears why.
      () => (answer = null),
    )
    return own
  }
}
