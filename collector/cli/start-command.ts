import type { Command } from 'commander'

/** `tamtam start`: the collector, until it is told to stop. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('run the collector, as `npm start` does')
    .option('--json', 'its log is one JSON object a line in any case')
    .addHelpText('after', '\nExample:\n  PORT=8787 TAMTAM_DATA_DIR=/var/lib/tamtam tamtam start')
    .action(async () => {
      // Starts as it is loaded, and ends the process by itself.
      await import('../main.js')
    })
}
