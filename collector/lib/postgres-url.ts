/** Whether a store's target is PostgreSQL's address; any other is the path of a file. */
export function isPostgresUrl(target: string): boolean {
  return /^postgres(ql)?:\/\//.test(target)
}
