import { InvalidArgumentError, Option, type Command } from 'commander'
import { decodeJwt } from 'jose'
import { person } from '../../wire/person.js'
import { randomId } from '../../wire/text.js'
import { generateKey } from './generate-key.js'
import { wholeNumber } from './number-option.js'
import { ALGORITHMS, signToken, type Algorithm, type TokenOptions } from './sign-token.js'
import type { Terminal } from './terminal.js'

const EXAMPLES = `
The algorithm is that of the site's key of this kid in the configuration, unless --alg says another; a new key is for
ES256 unless it does. Where the collector would not take the token, a line on standard error says so. In production a
site's own server signs tokens.

Examples:
  tamtam token --generate keys --kid 2026-11
  tamtam token --site acme-www --kid 2026-11 --key keys/2026-11.private.pem --email ada@example.org`

interface Options extends Partial<TokenOptions> {
  generate?: string
  json?: boolean
}

/** `tamtam token`: signs whom a visitor is to be, for trials, or makes the keys for it. */
export function addToken(program: Command, terminal: Terminal): void {
  program
    .command('token')
    .description('sign an identity token for trials, or make a key for it')
    .option('--site <siteId>', 'the site for whose visitors it speaks')
    .option('--kid <kid>', 'the name of the key in the configuration')
    .option('--key <file>', 'the private key in PEM, or the secret')
    .addOption(new Option('--alg <alg>', 'how it is signed').choices(ALGORITHMS))
    .option('--email <email>', "the person's address", email)
    .option('--phone <number>', 'or number; one of the two is needed')
    .option('--name <name>', 'the name that sellers read')
    .option('--sub <id>', "the site's own id of the person")
    .option('--anonymous-id <id>', 'binds the token to this browser', anonymousId)
    .option('--minutes <n>', 'how long it holds, a day at most', wholeNumber(1, 1440), 60)
    .option('--generate <folder>', 'make a new key of this kid in a folder instead')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => {
      const misuse = (words: string): never => command.error(`error: ${words}`, { exitCode: 2 })
      return options.generate === undefined
        ? printToken(whole(options, misuse), options.json, terminal)
        : printKey(options.generate, options, { misuse, terminal })
    })
}

/** As the wire takes one, so that no token is signed for nobody. */
function email(text: string): string {
  const read = person.shape.email.safeParse(text)
  if (read.success && read.data !== undefined) return read.data
  throw new InvalidArgumentError('Expected an address such as ada@example.org.')
}

function anonymousId(text: string): string {
  if (randomId.safeParse(text).success) return text
  throw new InvalidArgumentError(
    "Expected a visitor's anonymousId: 32 hexadecimal digits in lower case.",
  )
}

function whole(options: Options, misuse: (words: string) => never): TokenOptions {
  const { site, kid, key, minutes } = options
  if (site === undefined || kid === undefined || key === undefined || minutes === undefined) {
    return misuse('--site, --kid and --key are needed, or --generate and --kid')
  }
  if (options.email === undefined && options.phone === undefined) {
    return misuse('--email or --phone is needed: by these Gong finds people')
  }
  return { ...options, site, kid, key, minutes }
}

async function printToken(options: TokenOptions, json: boolean | undefined, terminal: Terminal) {
  const { token, doubts } = await signToken(options, terminal)
  for (const doubt of doubts) terminal.warn(doubt)
  terminal.print(
    json ? JSON.stringify({ token, claims: decodeJwt(token), doubts }, null, 2) : token,
  )
}

function printKey(
  folder: string,
  { kid, alg = 'ES256', json }: Options & { alg?: Algorithm },
  { misuse, terminal }: { misuse: (words: string) => never; terminal: Terminal },
): void {
  if (kid === undefined || !/^[\w.-]{1,64}$/.test(kid)) {
    return misuse('--kid is needed, of letters, digits, "-", "_" and ".": files are named by it')
  }
  const made = generateKey({ folder, kid, alg })
  if (json) return terminal.print(JSON.stringify(made, null, 2))
  const { privateFile, setting } = made
  terminal.print(
    `${privateFile} signs: keep it on the site's own server. Into "jwt" of the site's configuration:\n${JSON.stringify(setting)}`,
  )
}
