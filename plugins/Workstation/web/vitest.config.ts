import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { dictionary } from './build/dictionaryPlugin.ts';
import { dictionaryTable } from './build/shared.ts';

const plugins = [dictionary(dictionaryTable)];

// What needs no page is tested without one; elements are tested in Chromium.
export default defineConfig({
  test: {
    projects: [
      { plugins, test: { name: 'unit', environment: 'node', pool: 'threads', isolate: false, include: ['{src,build}/**/*.test.ts'], exclude: ['**/*.browser.test.ts'] } },
      {
        plugins,
        test: {
          name: 'browser',
          isolate: false, // each test clears the page; a frame for each file costs seconds
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: process.env.GANTRY_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
