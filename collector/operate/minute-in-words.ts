/** A time for people, to the minute and in UTC; without its date on the day of now. */
export function minuteInWords(atMs: number, nowMs: number): string {
  const [day, time] = halves(atMs)
  return day === halves(nowMs)[0] ? `${time} UTC` : `${day} ${time} UTC`
}

/** The same to the second, rounded up: by then it has passed. */
export function secondInWords(atMs: number, nowMs: number): string {
  const roundMs = Math.ceil(atMs / 1000) * 1000
  const seconds = new Date(roundMs).toISOString().slice(16, 19)
  return minuteInWords(roundMs, nowMs).replace(' UTC', `${seconds} UTC`)
}

function halves(atMs: number): [day: string, time: string] {
  const text = new Date(atMs).toISOString()
  return [text.slice(0, 10), text.slice(11, 16)]
}
