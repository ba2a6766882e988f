import { userInfo } from 'node:os'

/** Who sits at the command line, for the audit log: `cli:` and the system's name for them. */
export function cliActor(readUser: () => { username: string } = userInfo): string {
  try {
    return `cli:${readUser().username}`
  } catch {
    // A container may run as a user of whom it knows only the number.
    return `cli:${process.getuid?.() ?? 'unknown'}`
  }
}
