import { z } from 'zod'
import { configFile } from './config-file.js'
import { CONFIG_WORDS } from './config-words.js'

/** What of a JSON Schema is looked at here. */
interface Node {
  description?: string
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  oneOf?: Node[]
  [key: string]: unknown
}

/**
 * The JSON Schema of the configuration file as it is written, before its defaults are filled in: what an editor completes
 * and explains it by. Draft 7, which every editor knows. What only the program checks (no siteId twice) is not in it.
 */
export function configSchema(): Node {
  // A JSON Schema of an object is one.
  const schema = z.toJSONSchema(configFile, { io: 'input', target: 'draft-7' }) as Node
  describe(schema, '')
  return { title: "Tamtam's configuration file", ...schema }
}

/** The paths of all keys, in the order of the file. */
export function keysOfSchema(node: Node, path = ''): string[] {
  const own = path ? [path] : []
  return [
    ...new Set([...own, ...childrenOf(node, path).flatMap(([at, each]) => keysOfSchema(each, at))]),
  ]
}

function describe(node: Node, path: string): void {
  const words = CONFIG_WORDS[path]
  if (words) node.description = words
  for (const [at, each] of childrenOf(node, path)) describe(each, at)
}

function childrenOf(node: Node, path: string): [string, Node][] {
  const { properties = {}, items, anyOf = [], oneOf = [] } = node
  return [
    ...Object.entries(properties).map(([key, each]): [string, Node] => [
      path ? `${path}.${key}` : key,
      each,
    ]),
    ...(items ? [[`${path}[]`, items] satisfies [string, Node]] : []),
    // Readings of the same key.
    ...[...anyOf, ...oneOf].map((each): [string, Node] => [path, each]),
  ]
}
