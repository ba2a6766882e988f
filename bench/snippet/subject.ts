/** A script under measurement, set up as its documentation says, with all that it sends pointed at one sink. */
export interface Subject {
  name: string
  kind: 'ours' | 'peer' | 'control'
  /** What it is built from, as `package version`; empty for ours and the controls. */
  packages: readonly string[]
  /** What the sink serves to it, by path: scripts, and the settings that a peer's own host would serve. */
  files: Readonly<Record<string, string | Buffer>>
  /** The set-up in the page's head. `sinkUrl` is an origin. */
  head: (sinkUrl: string) => string
}

/** For peers that leave clicks to the page: a listener as their documentation has it, around one call of theirs. */
export function onEachClick(call: string, selector = 'a,button'): string {
  return `document.addEventListener('click', function (event) {
    var element = event.target.closest('${selector}')
    if (element) ${call}
  })`
}
