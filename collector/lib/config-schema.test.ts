import { format } from 'prettier'
import { expect, it } from 'vitest'
import { configFile } from './config-file.js'
import { configSchema, keysOfSchema } from './config-schema.js'
import { CONFIG_WORDS } from './config-words.js'

const SCHEMA = '../../tamtam.config.schema.json'

it('the published schema is that of the configuration file; vitest -u writes it anew', async () => {
  const json = JSON.stringify(configSchema())
  const text = await format(json, { parser: 'json', printWidth: 100 })
  await expect(text).toMatchFileSnapshot(SCHEMA)
})

it('every key says what it means, and nothing else is explained', () => {
  expect(keysOfSchema(configSchema()).sort()).toEqual(Object.keys(CONFIG_WORDS).sort())
})

it('an editor knows what a key may be, what it is without it, and that no other is known', () => {
  const { properties, additionalProperties, required } = configSchema()
  expect([additionalProperties, required]).toEqual([false, ['sites']])
  const { items } = properties?.['content'] ?? {}
  expect(items).toMatchObject({
    additionalProperties: false,
    required: ['match'],
    properties: {
      priority: { enum: ['high', 'normal', 'low'], default: 'normal' },
      send: { type: 'boolean', default: true },
    },
  })
})

it('the file may name the schema', () => {
  const sites = [{ siteId: 'acme', origins: ['https://www.acme.com'] }]
  const named = { $schema: './tamtam.config.schema.json', sites }
  expect(configFile.safeParse(named).error).toBeUndefined()
})
