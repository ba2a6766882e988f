import { listen } from '../listen.js'
import { createGongSandbox, type GongSandboxOptions } from './create-gong-sandbox.js'

export type OpenGongSandbox = Awaited<ReturnType<typeof openGongSandbox>>

/** A sandbox that listens, on this machine only unless another host is named; port 0 takes a free port. */
export async function openGongSandbox(
  options: GongSandboxOptions & { port: number; host?: string },
) {
  const { port, host = '127.0.0.1', ...rest } = options
  const sandbox = createGongSandbox(rest)
  const { url, close } = await listen(sandbox.app, { port, host })
  return { ...sandbox, url, close }
}
