import type { CustomField } from '../store/interaction.js'
import { cleanText } from '../lib/clean-text.js'

const MAX_VALUE_CHARACTERS = 250

/** A custom field of what a page gave; Gong takes every value as a string. */
export function field(name: string, value: string | number | boolean): CustomField {
  const cleanName = cleanText(name) || 'Unnamed'
  if (typeof value === 'string') {
    return { name: cleanName, value: cleanText(value, MAX_VALUE_CHARACTERS), dataType: 'STRING' }
  }
  const dataType = typeof value === 'number' ? 'NUMBER' : 'BOOLEAN'
  return { name: cleanName, value: String(value), dataType }
}

/** Whole seconds. */
export function durationField(name: string, seconds: number): CustomField {
  return { name, value: String(Math.round(seconds)), dataType: 'DURATION' }
}
