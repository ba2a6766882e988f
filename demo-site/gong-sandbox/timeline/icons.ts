import { html } from 'hono/html'
import type { Entry, EntryKind } from './entry.js'

/** Line drawings on a 24-unit grid, in the colour of the text around them. */
const PATHS: Record<EntryKind | 'MOBILE' | 'PC', string> = {
  page: 'M6 3h8l4 4v14H6z M14 3v4h4 M9 12h6 M9 16h6',
  video: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z M10 8.5l6 3.5l-6 3.5z',
  click: 'M9 9l11 4l-5 2l-2 5z M4 9h2 M9 4v2 M5 5l1.5 1.5',
  download: 'M12 4v11 M7 11l5 5l5-5 M5 20h14',
  form: 'M5 4h14v16H5z M8 9h8 M8 13h8 M8 17h4',
  rating: 'M12 4l2.5 5.2l5.5.8l-4 4l1 5.6l-5-2.7l-5 2.7l1-5.6l-4-4l5.500-.8z',
  search: 'M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12z M15.500 15.500l4.500 4.500',
  step: 'M4 18h4v-4h4v-4h4V6h4',
  share: 'M4 12l16-7l-5 15l-3-6z M12 14l4-5',
  other: 'M12 5l7 7l-7 7l-7-7z',
  MOBILE: 'M8 3h8v18H8z M11 18h2',
  PC: 'M4 5h16v11H4z M9 20h6 M12 16v4',
}

export function kindIcon(kind: EntryKind) {
  return icon(PATHS[kind], null)
}

export function deviceIcon(device: Entry['device']) {
  return device && icon(PATHS[device], device === 'MOBILE' ? 'on a mobile device' : 'on a computer')
}

/** Hidden from assistive technology unless it says something that the words around it do not. */
function icon(path: string, name: string | null) {
  return name === null
    ? html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}" /></svg>`
    : html`<svg viewBox="0 0 24 24" role="img" aria-label="${name}">
        <title>${name}</title>
        <path d="${path}" />
      </svg>`
}
