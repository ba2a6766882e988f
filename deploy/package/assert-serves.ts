const ASSET = /(?:src|href)="(\/assets\/[^"]+)"/g

/** Throws unless the collector serves the script, its manifest and the console with all that its first page names. */
export async function assertServes(at: { url: string; consoleUrl: string }): Promise<void> {
  await textAt(`${at.url}/tamtam.js`)
  await textAt(`${at.url}/tamtam.json`)
  await textAt(`${at.url}/readyz`)
  const page = await textAt(`${at.consoleUrl}/`)
  const assets = [...page.matchAll(ASSET)].flatMap(([, path]) => path ?? [])
  if (assets.length === 0) throw new Error(`the console's first page names no asset:\n${page}`)
  for (const path of assets) await textAt(at.consoleUrl + path)
}

async function textAt(url: string): Promise<string> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok || text === '') throw new Error(`${url} answered ${answer.status}: ${text}`)
  return text
}
