import { readFileSync } from 'node:fs'
import { pipelinePeers } from './pipeline-peers.js'
import { productPeers } from './product-peers.js'
import { smallPeers } from './small-peers.js'
import type { Subject } from './subject.js'

/** Each by the name that `--only` takes; building one may bundle it. */
export const subjects: Record<string, () => Subject> = {
  tamtam,
  ...smallPeers,
  ...productPeers,
  ...pipelinePeers,
}

/** As the README tells a site to load it, built just before. */
function tamtam(): Subject {
  return {
    name: 'tamtam',
    kind: 'ours',
    packages: [],
    files: { '/tamtam.js': readFileSync(new URL('../../dist/tamtam.js', import.meta.url)) },
    head: (sinkUrl) =>
      `<script async src="${sinkUrl}/tamtam.js" data-site="bench" data-tracking-params="gong_tid"></script>`,
  }
}

/** The same page without a script: what the browser itself costs there. */
export const blankPage: Subject = {
  name: 'blank page',
  kind: 'control',
  packages: [],
  files: {},
  head: () => '',
}

/**
 * A fixed loop: what this browser on this machine gives just now. Reading and writing JSON is native code, so the
 * figure does not hang on when the engine gets round to compiling the loop.
 */
export const calibrationLoop: Subject = {
  name: 'calibration loop',
  kind: 'control',
  packages: [],
  files: {
    '/loop.js': `var text = JSON.stringify(Array.from({ length: 50 }, function (_, n) { return { n: n, name: 'event ' + n } }))
for (var step = 0; step < 200; step++) text = JSON.stringify(JSON.parse(text))`,
  },
  head: (sinkUrl) => `<script src="${sinkUrl}/loop.js"></script>`,
}
