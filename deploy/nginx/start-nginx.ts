import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const DEPLOY = join(import.meta.dirname, '..')
export const COLLECTOR_HOST = 'collector.acme.com'
export const SITE_HOST = 'www.acme.com'

const READY_WITHIN_MS = 5000

export interface Nginx {
  /** A line a request, in the format of nginx.conf. */
  readAccessLog(): string
  readErrorLog(): string
  stop(): Promise<void>
}

interface Places {
  folder: string
  httpPort: number
  httpsPort: number
  collectorPorts: readonly number[]
  sitePort: number
}

/** Runs nginx with nginx.conf and to-collectors.conf as they are here, but for addresses, certificates and logs. */
export async function startNginx(places: Places): Promise<Nginx> {
  const { folder } = places
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  makeCertificate(folder)
  writeFileSync(join(folder, 'nginx.conf'), mainFile(folder))
  writeFileSync(join(folder, 'tamtam.conf'), adapt(readDeploy('nginx.conf'), places))
  writeFileSync(join(folder, 'to-collectors.conf'), readDeploy('to-collectors.conf'))
  const argv = ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  execFileSync('nginx', [...argv, '-q', '-t'], { stdio: 'inherit' })
  const child = spawn('nginx', [...argv, '-g', 'daemon off;'], { stdio: 'inherit' })
  const exited = once(child, 'exit')
  const deadline = AbortSignal.timeout(READY_WITHIN_MS)
  while (!(await listens(places.httpsPort))) {
    if (child.exitCode !== null || deadline.aborted) throw new Error('nginx did not start')
    await sleep(20)
  }
  return {
    readAccessLog: () => readFileSync(join(folder, 'access.log'), 'utf8'),
    readErrorLog: () => readFileSync(join(folder, 'error.log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function readDeploy(name: string): string {
  return readFileSync(join(DEPLOY, name), 'utf8')
}

/** What a package of nginx brings as its nginx.conf, as far as it matters here. */
function mainFile(folder: string): string {
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `${user}
worker_processes 2;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  include tamtam.conf;
}
`
}

function adapt(text: string, places: Places): string {
  const { folder, httpPort, httpsPort, sitePort, collectorPorts } = places
  const changes: [RegExp, string][] = [
    [/listen 80;/g, `listen 127.0.0.1:${httpPort};`],
    [/listen 443 /g, `listen 127.0.0.1:${httpsPort} `],
    [/ *listen \[::\]:.*\n/g, ''],
    [/\/etc\/nginx\/certs\/(collector|www)\.acme\.com/g, `${folder}/acme`],
    [/\/var\/log\/nginx/g, folder],
    [/site:8080/g, `127.0.0.1:${sitePort}`],
    ...collectorPorts.map((port, at): [RegExp, string] => [
      new RegExp(`collector-${at + 1}:8787`),
      `127.0.0.1:${port}`,
    ]),
  ]
  return changes.reduce((changed, [from, to]) => {
    if (changed.search(from) === -1) throw new Error(`nginx.conf has nothing like ${String(from)}`)
    return changed.replace(from, to)
  }, text)
}

function makeCertificate(folder: string): void {
  const names = `subjectAltName=DNS:${COLLECTOR_HOST},DNS:${SITE_HOST}`
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const files = ['-keyout', join(folder, 'acme.key'), '-out', join(folder, 'acme.pem')]
  const subject = ['-subj', '/CN=acme.com', '-addext', names, '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...key, ...files, ...subject], { stdio: 'pipe' })
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false // Nobody there yet.
  } finally {
    socket.destroy()
  }
}
