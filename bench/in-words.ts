/** `12,345` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** `1 event`, `10 events` */
export function eventsInWords(count: number): string {
  return count === 1 ? '1 event' : `${whole(count)} events`
}
