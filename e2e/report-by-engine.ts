import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { FullConfig, Reporter, TestCase, TestResult } from '@playwright/test/reporter'

const FILE = 'test-results/by-engine.md'

const WORDS: Record<TestResult['status'], string> = {
  passed: 'passed',
  failed: '**failed**',
  timedOut: '**failed**',
  interrupted: 'interrupted',
  skipped: 'not run',
}

/** Writes what each case came to in each engine, as one table a spec, to test-results/by-engine.md. */
export default class ByEngine implements Reporter {
  private engines: string[] = []
  /** By spec, by title, by engine. */
  private readonly specs = new Map<string, Map<string, Map<string, string>>>()

  onBegin({ projects }: FullConfig): void {
    this.engines = projects.map(({ name }) => name)
  }

  onTestEnd(test: TestCase, { status }: TestResult): void {
    const spec = relative('e2e', test.location.file)
    const cases = this.specs.get(spec) ?? new Map<string, Map<string, string>>()
    const results = cases.get(test.title) ?? new Map<string, string>()
    this.specs.set(spec, cases.set(test.title, results))
    results.set(test.parent.project()?.name ?? '', WORDS[status])
  }

  onEnd(): void {
    const tables = [...this.specs].sort(([a], [b]) => a.localeCompare(b)).map(this.renderSpec)
    mkdirSync(dirname(FILE), { recursive: true })
    writeFileSync(FILE, ['# Browser tests by engine', ...tables].join('\n\n') + '\n')
  }

  private readonly renderSpec = ([spec, cases]: [string, Map<string, Map<string, string>>]) => {
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
    return [
      `## ${spec}`,
      '',
      row(['case', ...this.engines]),
      row(['---', ...this.engines.map(() => '---')]),
      ...[...cases].map(([title, results]) =>
        row([
          title.replaceAll('|', '\\|'),
          ...this.engines.map((engine) => results.get(engine) ?? ''),
        ]),
      ),
    ].join('\n')
  }
}
