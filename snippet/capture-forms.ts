import { identify } from './identify.js'
import { readAttribute } from './read-attribute.js'
import { record } from './tracker.js'

/** Tells that a form was sent and, if the site has marked it for that, first who sent it. Never another field's value. */
export function noteSubmit(form: HTMLFormElement): void {
  const read = (selector: string) =>
    form.querySelector<HTMLInputElement>(selector)?.value.trim() || undefined
  if (form.matches('[data-tamtam-identify]')) {
    identify({
      email: read('[type=email]') ?? read('[name=email]'),
      name: read('[name=name],[autocomplete=name]'),
    })
  }
  const readUnmasked = (name: string) =>
    form.closest('[data-tamtam-mask]') ? undefined : readAttribute(form, name)
  record('form_submit', {
    formId: readUnmasked('id'),
    formName: readUnmasked('name'),
  })
}
