import type { EntryKind } from '../../operate/timeline/entry.js'

/** Line drawings on a 24-unit grid, as Gong's local stand-in draws them. */
const PATHS: Record<EntryKind, string> = {
  page: 'M6 3h8l4 4v14H6z M14 3v4h4 M9 12h6 M9 16h6',
  video: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z M10 8.5l6 3.5l-6 3.5z',
  click: 'M9 9l11 4l-5 2l-2 5z M4 9h2 M9 4v2 M5 5l1.5 1.5',
  download: 'M12 4v11 M7 11l5 5l5-5 M5 20h14',
  form: 'M5 4h14v16H5z M8 9h8 M8 13h8 M8 17h4',
  rating: 'M12 4l2.5 5.2l5.5.8l-4 4l1 5.6l-5-2.7l-5 2.7l1-5.6l-4-4l5.5-.8z',
  search: 'M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12z M15.5 15.5l4.5 4.5',
  step: 'M4 18h4v-4h4v-4h4V6h4',
  share: 'M4 12l16-7l-5 15l-3-6z M12 14l4-5',
  other: 'M12 5l7 7l-7 7l-7-7z',
}

/** Says nothing that the words beside it do not. */
export function KindIcon({ of }: { of: EntryKind }) {
  return (
    <span class={`icon ${of}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={PATHS[of]} />
      </svg>
    </span>
  )
}
