import { bundle } from './bundle.js'
import { describePackage, readPeerFile } from './install-peers.js'
import { onEachClick, type Subject } from './subject.js'

/** Analytics of a few kilobytes: they count views and outbound links, and leave other clicks to the page. */
export const smallPeers: Record<string, () => Subject> = { plausible, openpanel, swetrix }

/** https://www.npmjs.com/package/@plausible-analytics/tracker, with all it can capture by itself. */
function plausible(): Subject {
  const script = bundle(`import { init, track } from '@plausible-analytics/tracker'
    init({
      domain: 'example.com',
      endpoint: new URL(document.currentScript.src).origin + '/api/event',
      captureOnLocalhost: true,
      outboundLinks: true,
      fileDownloads: true,
      formSubmissions: true,
    })
    ${onEachClick(`track('Click', { props: { id: element.id } })`, 'button')}`)
  return {
    name: 'Plausible',
    kind: 'peer',
    packages: [describePackage('@plausible-analytics/tracker')],
    files: { '/plausible.js': script },
    head: (sinkUrl) => `<script defer src="${sinkUrl}/plausible.js"></script>`,
  }
}

/** https://openpanel.dev/docs/sdks/script: op1.js is this file; the page's buttons carry its data-track. */
function openpanel(): Subject {
  return {
    name: 'OpenPanel',
    kind: 'peer',
    packages: [describePackage('@openpanel/web')],
    files: { '/op1.js': readPeerFile('@openpanel/web/dist/src/tracker.global.js') },
    head: (sinkUrl) => `<script>
      window.op = window.op || function () { var n = []; return new Proxy(function () { arguments.length && n.push([].slice.call(arguments)) }, {
        get: function (t, r) { return 'q' === r ? n : function () { n.push([r].concat([].slice.call(arguments))) } },
        has: function (t, r) { return 'q' === r } }) }()
      window.op('init', { apiUrl: '${sinkUrl}', clientId: 'bench', trackScreenViews: true, trackOutgoingLinks: true, trackAttributes: true })
    </script><script src="${sinkUrl}/op1.js" defer async></script>`,
  }
}

/** https://www.npmjs.com/package/swetrix, the quick start with a script tag. */
function swetrix(): Subject {
  return {
    name: 'Swetrix',
    kind: 'peer',
    packages: [describePackage('swetrix')],
    files: { '/swetrix.js': readPeerFile('swetrix/dist/swetrix.js') },
    head: (sinkUrl) => `<script src="${sinkUrl}/swetrix.js" defer></script>
    <script>document.addEventListener('DOMContentLoaded', function () {
      swetrix.init('bench', { apiURL: '${sinkUrl}/log', devMode: true })
      swetrix.trackViews()
      swetrix.trackErrors()
      ${onEachClick(`swetrix.track({ ev: 'click', meta: { id: element.id } })`)}
    })</script>`,
  }
}
