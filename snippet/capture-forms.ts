import { identify } from './identify.js'
import { readAttribute } from './read-attribute.js'
import { record } from './tracker.js'

export function noteSubmit(form: HTMLFormElement): void {
  const read = (selector: string) =>
    form.querySelector<HTMLInputElement>(selector)?.value.trim() || undefined
  if (form.matches('[data-tamtam-identify]')) {
    identify({
      email: read('[type=email]') ?? read('[name=email]'),
      name: read('[name=name],[autocomplete=name]'),
    })
  }
  const tell = (name: string) =>
    form.closest('[data-tamtam-mask]') ? undefined : readAttribute(form, name)
  record('form_submit', {
    formId: tell('id'),
    formName: tell('name'),
  })
}
