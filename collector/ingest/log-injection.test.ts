import { pino } from 'pino'
import { expect, it } from 'vitest'
import { anEvent } from '../../wire/test-data.js'
import { bodyOf, createTestApp } from '../test-app.js'

/** Each would be a line of its own, or an order to a terminal, where it came through raw. */
const HOSTILE = [
  '\n{"level":50,"event":"forged"}\n',
  '\r\nforged',
  '\u001B[2J\u001B]0;title\u0007',
  '\u009B31m',
  '\u0000\u0085\u2028',
  '","event":"forged","x":"',
]

// eslint-disable-next-line no-control-regex -- these are what must be gone
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/

it.each(HOSTILE)(
  'what a stranger says forges no line and commands no terminal: %j',
  async (text) => {
    const lines: string[] = []
    const write = (line: string): number => lines.push(line)
    const { post } = createTestApp({ logger: pino({ level: 'debug', base: null }, { write }) })
    const event = anEvent('custom')
    await post(
      bodyOf([
        { ...event, [text]: 1 },
        { ...event, type: text },
        { ...event, page: text },
      ]),
    )
    await post(bodyOf([event], { siteId: text }))
    await post(JSON.stringify({ [text]: text }))
    await post(text)
    expect(lines).toHaveLength(6)
    for (const line of lines) {
      const words = line.replace(/\n$/, '')
      expect(words).not.toMatch(CONTROL)
      expect(JSON.parse(words)).not.toMatchObject({ event: 'forged' })
    }
  },
)

it.each(['User-Agent', 'Origin', 'X-Forwarded-For', 'Content-Type', 'Referer'])(
  'nor does it in %s',
  async (name) => {
    const lines: string[] = []
    const write = (line: string): number => lines.push(line)
    const { post } = createTestApp({ logger: pino({ level: 'debug', base: null }, { write }) })
    // HTTP keeps line ends and NUL out of headers; these it lets through.
    await post(bodyOf([anEvent('custom')]), { [name]: 'a\u009B31m\u0085","event":"forged' })
    for (const line of lines) {
      const words = line.replace(/\n$/, '')
      expect(words).not.toMatch(CONTROL)
      expect(JSON.parse(words)).not.toMatchObject({ event: 'forged' })
    }
  },
)
