import { readdirSync } from 'node:fs'
import { bundle } from './bundle.js'
import { describePackage, PEERS_FOLDER, readPeerFile } from './install-peers.js'
import { onEachClick, type Subject } from './subject.js'

/** Customer data pipelines: they count views and leave every click to the page. */
export const pipelinePeers: Record<string, () => Subject> = { segment, rudderstack, jitsu }

/** https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/quickstart */
function segment(): Subject {
  return {
    name: 'Segment',
    kind: 'peer',
    packages: [describePackage('@segment/analytics-next')],
    files: segmentFiles(),
    head: (sinkUrl) => `<script>
      !function () {
        var analytics = window.analytics = window.analytics || []
        if (analytics.initialize || analytics.invoked) return
        analytics.invoked = true
        analytics.methods = ['track', 'page', 'identify', 'reset', 'group', 'ready', 'on', 'once', 'off']
        analytics.factory = function (method) {
          return function () {
            if (window.analytics.initialized) return window.analytics[method].apply(window.analytics, arguments)
            var call = [].slice.call(arguments)
            call.unshift(method)
            analytics.push(call)
            return analytics
          }
        }
        analytics.methods.forEach(function (method) { analytics[method] = analytics.factory(method) })
        analytics.load = function (key, options) {
          var script = document.createElement('script')
          script.async = true
          script.src = '${sinkUrl}/analytics.js/v1/' + key + '/analytics.min.js'
          var first = document.getElementsByTagName('script')[0]
          first.parentNode.insertBefore(script, first)
          analytics._loadOptions = options
        }
        analytics._writeKey = 'bench'
        analytics._cdn = '${sinkUrl}'
        analytics.load('bench', { integrations: { 'Segment.io': { apiHost: '${sinkUrl.replace('http://', '')}/v1', protocol: 'http' } } })
        analytics.page()
      }()
      ${onEachClick(`analytics.track('Clicked', { id: element.id })`)}
    </script>`,
  }
}

function segmentFiles(): Subject['files'] {
  const folder = '@segment/analytics-next/dist/umd'
  const chunks = readdirSync(`${PEERS_FOLDER}node_modules/${folder}`)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [`/analytics-next/bundles/${name}`, readPeerFile(`${folder}/${name}`)] as const)
  return {
    ...Object.fromEntries(chunks),
    '/analytics.js/v1/bench/analytics.min.js': readPeerFile(`${folder}/standalone.js`),
    '/v1/projects/bench/settings': JSON.stringify({
      integrations: { 'Segment.io': { apiKey: 'bench' } },
    }),
  }
}

/** https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk, with its plugins bundled. */
function rudderstack(): Subject {
  const script = bundle(`import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
    const sinkUrl = new URL(document.currentScript.src).origin
    const analytics = new RudderAnalytics()
    analytics.load('bench', sinkUrl, { configUrl: sinkUrl })
    analytics.page()
    ${onEachClick(`analytics.track('Clicked', { id: element.id })`)}`)
  return {
    name: 'RudderStack',
    kind: 'peer',
    packages: [describePackage('@rudderstack/analytics-js')],
    files: { '/rudderstack.js': script, '/sourceConfig/': JSON.stringify(RUDDERSTACK_SOURCE) },
    head: (sinkUrl) => `<script defer src="${sinkUrl}/rudderstack.js"></script>`,
  }
}

/** What its control plane answers for a source without destinations. */
const RUDDERSTACK_SOURCE = {
  source: {
    id: 'bench',
    name: 'bench',
    writeKey: 'bench',
    enabled: true,
    workspaceId: 'bench',
    connections: [],
    destinations: [],
    dataplanes: {},
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
  },
  updatedAt: '2026-01-01T00:00:00.000Z',
}

/** https://docs.jitsu.com/sending-data/html, which counts the view by itself. */
function jitsu(): Subject {
  return {
    name: 'Jitsu',
    kind: 'peer',
    packages: [describePackage('@jitsu/js')],
    files: { '/p.js': readPeerFile('@jitsu/js/dist/web/p.js.txt') },
    head: (sinkUrl) => `<script async src="${sinkUrl}/p.js" data-write-key="bench:bench"></script>
    <script>${onEachClick(`jitsu.track('Clicked', { id: element.id })`)}</script>`,
  }
}
