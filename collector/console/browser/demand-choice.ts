/**
 * A form with `data-choose="…"` is sent only once a box of it is ticked: until then the browser shows those words at its
 * first box, before anybody is asked whether they are sure.
 */
export function demandChoices(): void {
  // Before the browser looks whether the form may be sent; the Enter key clicks the button too.
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    const words = button?.form?.dataset['choose']
    if (!button?.form || words === undefined) return
    const boxes = button.form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')
    const isChosen = [...boxes].some(({ checked }) => checked)
    boxes[0]?.setCustomValidity(isChosen ? '' : words)
  })
  // Else a box that was ticked since would still be said to be wrong.
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'checkbox') {
      const first = target.form?.querySelector<HTMLInputElement>('input[type=checkbox]')
      first?.setCustomValidity('')
    }
  })
}
