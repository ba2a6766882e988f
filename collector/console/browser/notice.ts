/** Says something above the page until it is taken back by null; said once, however often it is asked for. */
export function setNotice(
  id: string,
  notice: { words: string; tone: 'note' | 'bad' } | null,
): void {
  const before = document.getElementById(id)
  if (notice === null) return before?.remove()
  if (before) {
    if (before.textContent !== notice.words) before.textContent = notice.words
    return
  }
  const line = document.createElement('p')
  Object.assign(line, { id, className: `banner ${notice.tone}`, textContent: notice.words })
  line.setAttribute('role', 'status')
  document.querySelector('main')?.before(line)
}
