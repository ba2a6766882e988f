interface Morph {
  defaults: {
    callbacks: { beforeAttributeUpdated: (name: string, node: Element) => boolean | undefined }
  }
}

/** What idiomorph-ext.min.js, which the page loads before, puts there. */
declare const Idiomorph: Morph

/** A live update leaves what somebody has opened open, and what they closed closed: the server knows of neither. */
export function keepOpenDetails(): void {
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
    !(name === 'open' && node instanceof HTMLDetailsElement)
}
