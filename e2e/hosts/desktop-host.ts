import { once } from 'node:events';
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
  // what a test leaves open must not keep the app from ending
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      const { buttons = [] } = args.at(-1) as { buttons?: string[] };
      return Promise.resolve({ response: buttons.indexOf('Quit anyway'), checkboxChecked: false });
    };
  });
  return {
    page: await app.firstWindow(),
    address: '',
    openTab: () => Promise.reject(new Error('The desktop app has one window.')),
    stop: () => app.close(),
    async kill() {
      const program = app.process();
      const gone = once(program, 'exit');
      program.kill('SIGKILL');
      await gone;
    },
  };
}
