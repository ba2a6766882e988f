import { identify } from './identify.js'
import { readAttribute } from './read-attribute.js'
import { record } from './tracker.js'

export function noteSubmit(form: HTMLFormElement): void {
  const read = (selector: string) =>
    form.querySelector<HTMLInputElement>(selector)?.value || undefined
  if (form.matches('[data-tamtam-identify]')) {
    identify({
      email: read('[type=email],[name=email]'),
      name: read('[name=name],[autocomplete=name]'),
    })
  }
  record('form_submit', {
    formId: readAttribute(form, 'id'),
    formName: readAttribute(form, 'name'),
  })
}
