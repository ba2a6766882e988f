/** `3 min`, below a minute `12 s` */
export function inMinutes(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`
}

/** `03:07`, minutes and seconds */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return [seconds / 60, seconds % 60]
    .map((each) => String(Math.floor(each)).padStart(2, '0'))
    .join(':')
}
