/** A button with `data-copy="#id"` copies the text of that element, and says so for a moment. */
export function addCopyButtons(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null
    if (!(button instanceof HTMLButtonElement)) return
    const source = document.querySelector(button.dataset['copy'] ?? '')
    void copy(source?.textContent ?? '', button)
  })
}

const SAY_FOR_MS = 2000

async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  const words = button.dataset['words'] ?? button.textContent ?? ''
  button.dataset['words'] = words
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = 'Copied'
  } catch {
    // Off this machine there is no clipboard without https.
    button.textContent = 'Select it and copy by hand'
  }
  setTimeout(() => (button.textContent = words), SAY_FOR_MS)
}
