import type { GongAnswer } from '../gong/client.js'

/** An answer for people, in Gong's words where there are any. */
export function answerInWords(answer: GongAnswer): string {
  switch (answer.kind) {
    case 'timeout':
      return 'none in time'
    case 'unreachable':
      return `none: ${answer.cause}`
    case 'answer': {
      const words = answer.errors.map((each) => `"${each}"`).join(', ')
      return `${answer.status}${words && `, ${words}`}`
    }
  }
}
