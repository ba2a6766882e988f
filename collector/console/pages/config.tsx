import { showConfig } from '../../operate/show-config.js'
import { definePage } from '../page.js'
import { Json } from '../parts/words.js'

/** The configuration as it counts, without a secret. */
export const configPage = definePage({
  path: '/config',
  title: 'Configuration',
  read: async ({ config }) => showConfig(config),
  View: ({ data }) => (
    <>
      <h1>Configuration</h1>
      <p>
        As it counts, defaults filled in. Keys, tokens and passwords are not in it. It is read as
        the collector starts, from {data.configFile ?? 'no file'} and the environment.
      </p>
      <Json value={data} label="Configuration as JSON" />
    </>
  ),
})
