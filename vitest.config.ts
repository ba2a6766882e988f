import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    retry: 0,
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
            'collector/api/{identities,links,shares}*.test.ts',
            'collector/operate/erase-person.test.ts',
            'collector/{pipeline,crash,erasure,erasure-digests,housekeeping,many-machines}.test.ts',
          ],
          globalSetup: 'collector/store/postgres/test-server.ts',
        },
      },
    ],
  },
})
