import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    retry: 0,
    // Left to itself one worker fewer than there are cores, so that of two one would do all.
    maxWorkers: 2,
    // Property tests and the build tests share two cores with each other.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: [
            '{wire,snippet,collector,demo-site}/**/*.test.ts',
            'e2e/{soak/,fuzz/**/,}*.test.ts',
            'bench/{proof/,}*.test.ts',
          ],
          exclude: ['collector/store/postgres/**', 'collector/many-machines.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          // Whatever meets the store, once more over PostgreSQL.
          name: 'postgres',
          include: [
            'collector/store/**/*.test.ts',
            'collector/{stitch,enrich,deliver}/*-once.test.ts',
            'collector/deliver/{after-failure,create-delivery,fix-request,oauth-sign-in,take-turn}.test.ts',
            'collector/doctor/{open-database,permitted-call}.test.ts',
            'collector/operate/erase-person.test.ts',
            'collector/{pipeline,crash,erasure,erasure-digests,housekeeping,many-machines,upgrade-store}.test.ts',
          ],
          // The spool is a file of each machine's own; only who forwards from it meets the store.
          exclude: ['collector/store/spool/!(forwarder).test.ts'],
          globalSetup: 'collector/store/postgres/test-server.ts',
        },
      },
    ],
  },
})
