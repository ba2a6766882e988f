import { DeleteQueryNode, TableNode, type KyselyPlugin, type QueryId } from 'kysely'

/** How many rows went, by table; a table of which none went is not there. */
export type Removed = Record<string, number>

/**
 * Counts the rows that go through a connection with this plugin. What it says is what the database said, of every
 * statement: none can be forgotten as the tables grow in number.
 */
export function countRemoved(): { plugin: KyselyPlugin; removed: Removed } {
  const removed: Removed = {}
  const tables = new WeakMap<QueryId, string>()
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (DeleteQueryNode.is(node)) {
        const [table] = node.from.froms
        if (table && TableNode.is(table)) tables.set(queryId, table.table.identifier.name)
      }
      return node
    },
    async transformResult({ queryId, result }) {
      const table = tables.get(queryId)
      const rows = Number(result.numAffectedRows ?? 0n)
      if (table !== undefined && rows > 0) removed[table] = (removed[table] ?? 0) + rows
      return result
    },
  }
  return { plugin, removed }
}
