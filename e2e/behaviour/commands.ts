import type { Page } from '@playwright/test'

export type Command = [name: string, ...given: unknown[]]

/** Gives the commands to the page's `tamtam`, all within one task. */
export async function command(page: Page, ...commands: Command[]): Promise<void> {
  await page.evaluate((given) => {
    // The page's global, which this side's types do not know.
    const { tamtam } = window as unknown as { tamtam: (...command: unknown[]) => void }
    given.forEach((each) => tamtam(...each))
  }, commands)
}

/** So many `track` commands, `name-0` and on, each with this many bytes of properties. */
export function trackCommands(name: string, { count, bytes }: { count: number; bytes: number }) {
  const properties: Record<string, string> = {}
  // A text of an event is cut at 256 characters.
  for (let left = bytes; left > 0; left -= 200) properties[`p${left}`] = 'x'.repeat(190)
  return Array.from({ length: count }, (_, index): Command => {
    return ['track', `${name}-${index}`, properties]
  })
}
