import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { dictionary } from './build/dictionaryPlugin.ts';
import { chromium, dictionaryTable } from './build/shared.ts';

const plugins = [dictionary(dictionaryTable)];

// What needs no page is tested without one; elements are tested in Chromium.
const unit: TestProjectConfiguration = {
  plugins,
  test: { name: 'unit', environment: 'node', pool: 'threads', isolate: false, include: ['{src,build}/**/*.test.ts'], exclude: ['**/*.browser.test.ts'] },
};

const browser: TestProjectConfiguration = {
  plugins,
  test: {
    name: 'browser',
    isolate: false, // each test clears the page; a frame for each file costs seconds
    include: ['src/**/*.browser.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] } }),
      instances: [{ browser: 'chromium' }],
    },
  },
};

// The pages as they are built, on a real server and from a disc. What each step waits for has a bound of its own; the whole has one for a machine that does much besides.
const pages: TestProjectConfiguration = { test: { name: 'pages', environment: 'node', include: ['e2e/**/*.e2e.test.ts'], fileParallelism: false, testTimeout: 240_000 } };

// What the pages take of time: told, and judged by nobody.
const figures: TestProjectConfiguration = { test: { name: 'figures', environment: 'node', include: process.env.GANTRY_FIGURES ? ['e2e/**/*.figures.ts'] : [], fileParallelism: false } };

export default defineConfig({ test: { silent: process.env.GANTRY_FIGURES ? false : 'passed-only', projects: existsSync(chromium) ? [unit, browser, pages, figures] : [unit] } });
