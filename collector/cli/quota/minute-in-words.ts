/** A time for people, to the minute and in UTC; without its date on the day of now. */
export function minuteInWords(atMs: number, nowMs: number): string {
  const [day, time] = halves(atMs)
  return day === halves(nowMs)[0] ? `${time} UTC` : `${day} ${time} UTC`
}

function halves(atMs: number): [day: string, time: string] {
  const text = new Date(atMs).toISOString()
  return [text.slice(0, 10), text.slice(11, 16)]
}
