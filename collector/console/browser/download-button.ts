/**
 * A button with `data-download="/api/…"` posts its form there and saves the answer as a file: what is asked for stands in
 * no address, and so in no history.
 */
export function addDownloadButtons(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-download]') : null
    const form = button?.closest('form')
    if (!(button instanceof HTMLButtonElement) || !form?.reportValidity()) return
    void download(form, button)
  })
}

async function download(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const { download: path = '', file = 'download' } = button.dataset
  button.disabled = true
  try {
    // It has no field for files.
    const fields = [...new FormData(form)].map(([name, value]) => [name, value as string])
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Tamtam-Console': '1' },
      body: new URLSearchParams(fields),
    })
    if (response.ok) save(await response.blob(), file)
    else say(await wordsOf(response))
  } catch {
    say('The collector did not answer: try again.')
  } finally {
    button.disabled = false
  }
}

function save(blob: Blob, file: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = file
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Where the page says what came of things. */
function say(words: string): void {
  const place = document.querySelector('#result')
  const line = document.createElement('p')
  line.className = 'banner bad'
  line.textContent = words
  place?.replaceChildren(line)
}

async function wordsOf(response: Response): Promise<string> {
  try {
    const { issues } = (await response.json()) as { issues: string[] }
    return issues.join('; ')
  } catch {
    // Something in between answered.
    return `The answer was status ${response.status}.`
  }
}
