import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { ensureBrowser } from '../scripts/browser.mjs';
import type { HostOptions } from './fixtures.ts';

const root = path.resolve(import.meta.dirname, '..');
// workers read this file too; the first one to look tells the rest
process.env['FIREDRILL_CHROMIUM'] ??= await ensureBrowser();

const SCREENSHOTS = /screenshots\.spec\.ts/;
const EMULATED = /electron-emulated\.spec\.ts/;
const BUILD = /build-output\.spec\.ts/;
// pictures are taken when asked for by name, not in each run
if (process.argv.some((arg) => arg === 'screenshots' || arg === '--project=screenshots')) {
  process.env['FIREDRILL_SCREENSHOTS'] = '1';
}
const screenshots = process.env['FIREDRILL_SCREENSHOTS'] !== undefined;

export default defineConfig<HostOptions>({
  testDir: '.',
  outputDir: path.join(root, '.cache', 'playwright'),
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 10_000,
    launchOptions: {
      executablePath: process.env['FIREDRILL_CHROMIUM'],
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'web', use: { host: 'web' }, testIgnore: [SCREENSHOTS, EMULATED, BUILD] },
    { name: 'desktop', use: { host: 'desktop' }, testIgnore: [SCREENSHOTS, EMULATED, BUILD] },
    { name: 'build', testMatch: BUILD },
    { name: 'emulated', testMatch: EMULATED },
    ...(screenshots ? [{ name: 'screenshots', use: { host: 'web' as const }, testMatch: SCREENSHOTS }] : []),
  ],
});
