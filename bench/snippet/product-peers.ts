import { bundle } from './bundle.js'
import { describePackage, readPeerFile } from './install-peers.js'
import type { Subject } from './subject.js'

/** Product analytics with clicks captured by themselves. */
export const productPeers: Record<string, () => Subject> = {
  snowplow,
  mixpanel,
  amplitude,
  posthog,
}

const SNOWPLOW_PACKAGES = [
  '@snowplow/browser-tracker',
  '@snowplow/browser-plugin-link-click-tracking',
  '@snowplow/browser-plugin-button-click-tracking',
  '@snowplow/browser-plugin-media',
]

/** https://docs.snowplow.io/docs/sources/web-trackers/quick-start-guide, the npm way; its media plugin is kept whole. */
function snowplow(): Subject {
  const script = bundle(`
    import { newTracker, enableActivityTracking, trackPageView } from '@snowplow/browser-tracker'
    import { LinkClickTrackingPlugin, enableLinkClickTracking } from '@snowplow/browser-plugin-link-click-tracking'
    import { ButtonClickTrackingPlugin, enableButtonClickTracking } from '@snowplow/browser-plugin-button-click-tracking'
    import * as media from '@snowplow/browser-plugin-media'
    window.snowplowMedia = media
    newTracker('sp', new URL(document.currentScript.src).origin, {
      appId: 'bench',
      plugins: [LinkClickTrackingPlugin(), ButtonClickTrackingPlugin(), media.SnowplowMediaPlugin()],
    })
    enableLinkClickTracking()
    enableButtonClickTracking()
    enableActivityTracking({ minimumVisitLength: 30, heartbeatDelay: 10 })
    trackPageView()`)
  return {
    name: 'Snowplow with clicks and media',
    kind: 'peer',
    packages: SNOWPLOW_PACKAGES.map(describePackage),
    files: { '/snowplow.js': script },
    head: (sinkUrl) => `<script defer src="${sinkUrl}/snowplow.js"></script>`,
  }
}

/** https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript, by its own loader. */
function mixpanel(): Subject {
  const loader = readPeerFile('mixpanel-browser/dist/mixpanel-jslib-snippet.min.js').toString()
  return {
    name: 'Mixpanel',
    kind: 'peer',
    packages: [describePackage('mixpanel-browser')],
    files: { '/mixpanel.min.js': readPeerFile('mixpanel-browser/dist/mixpanel.min.js') },
    head: (sinkUrl) => `<script>
      const MIXPANEL_CUSTOM_LIB_URL = '${sinkUrl}/mixpanel.min.js';
      ${loader}
      mixpanel.init('bench', { api_host: '${sinkUrl}', autocapture: true, track_pageview: true, persistence: 'localStorage' })
    </script>`,
  }
}

/** https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2 with autocapture. */
function amplitude(): Subject {
  const script = readPeerFile('@amplitude/analytics-browser/lib/scripts/amplitude-min.js')
  return {
    name: 'Amplitude',
    kind: 'peer',
    packages: [describePackage('@amplitude/analytics-browser')],
    files: { '/amplitude.js': script, '/config/bench': JSON.stringify({ configs: {} }) },
    head: (sinkUrl) => `<script src="${sinkUrl}/amplitude.js"></script>
    <script>amplitude.init('bench', {
      serverUrl: '${sinkUrl}/2/httpapi',
      autocapture: true,
      remoteConfig: { serverUrl: '${sinkUrl}/config' },
    })</script>`,
  }
}

/** https://posthog.com/docs/libraries/js, the snippet of its documentation with fewer names in the queue. */
function posthog(): Subject {
  return {
    name: 'PostHog',
    kind: 'peer',
    packages: [describePackage('posthog-js')],
    files: posthogFiles(),
    head: (sinkUrl) => `<script>
      !function(t,e){var o,n,p,r;e.__SV||(window.posthog=e,e._i=[],e.init=function(i,s,a){function g(t,e){var o=e.split(".");2==o.length&&(t=t[o[0]],e=o[1]),t[e]=function(){t.push([e].concat(Array.prototype.slice.call(arguments,0)))}}(p=t.createElement("script")).type="text/javascript",p.crossOrigin="anonymous",p.async=!0,p.src=s.api_host.replace(".i.posthog.com","-assets.i.posthog.com")+"/static/array.js",(r=t.getElementsByTagName("script")[0]).parentNode.insertBefore(p,r);var u=e;for(void 0!==a?u=e[a]=[]:a="posthog",u.people=u.people||[],o="init capture register identify reset group".split(" "),n=0;n<o.length;n++)g(u,o[n]);e._i.push([i,s,a])},e.__SV=1)}(document,window.posthog||[]);
      posthog.init('bench', { api_host: '${sinkUrl}', defaults: '2025-11-30', person_profiles: 'identified_only' })
    </script>`,
  }
}

/** What its host answers for a project with clicks captured and everything else that is optional switched off. */
const POSTHOG_PROJECT = JSON.stringify({
  token: 'bench',
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  autocapture_opt_out: false,
  autocaptureExceptions: false,
  captureDeadClicks: false,
  capturePerformance: false,
  analytics: { endpoint: '/i/v0/e/' },
  elementsChainAsString: true,
  sessionRecording: false,
  surveys: false,
  heatmaps: false,
  defaultIdentifiedOnly: true,
  siteApps: [],
})

/** What its own host serves to array.js as it asks for more. */
function posthogFiles(): Subject['files'] {
  const names = [
    'array',
    'surveys',
    'web-vitals',
    'dead-clicks-autocapture',
    'exception-autocapture',
    'posthog-recorder',
    'lazy-recorder',
    'product-tours',
    'logs',
  ]
  const scripts = names.map(
    (name) => [`/static/${name}.js`, readPeerFile(`posthog-js/dist/${name}.js`)] as const,
  )
  return {
    ...Object.fromEntries(scripts),
    '/array/bench/config': POSTHOG_PROJECT,
    '/array/bench/config.js': `window._POSTHOG_REMOTE_CONFIG = { bench: { config: ${POSTHOG_PROJECT}, siteApps: [] } }`,
  }
}
