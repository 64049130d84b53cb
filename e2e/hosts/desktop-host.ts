import path from 'node:path';
import { _electron } from '@playwright/test';
import { electronBinary, windowProblem } from '../../scripts/electron-binary.mjs';
import type { Host } from './host.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Why the desktop app cannot be tested here, or undefined. */
export function desktopProblem(): string | undefined {
  if (electronBinary() === undefined) return 'Electron’s binary is not installed (npx install-electron)';
  const problem = windowProblem();
  return problem === undefined ? undefined : `Electron cannot open a window: ${problem}`;
}

export async function startDesktop(dataDir: string): Promise<Host> {
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [ROOT, `--data-dir=${dataDir}`],
    cwd: ROOT,
  });
  return {
    page: await app.firstWindow(),
    address: '',
    openTab: () => Promise.reject(new Error('The desktop app has one window.')),
    stop: () => app.close(),
  };
}
