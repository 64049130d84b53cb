import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { vaultPage } from './pages/vault-page.ts';

// One vault, whichever program made it; and one program at a time.

const PASSPHRASE = 'correct horse battery staple';

test.skip(
  ({ host }) => host !== 'web',
  'the command line and the web host; the desktop has its keyring besides',
);

test('a vault made on the command line opens in the window, and the other way round', async ({ app }) => {
  const key = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4';
  await app.whileStopped(async () => {
    expect(await firedrill(app.dataDir, ['vault', 'create'])).toMatchObject({ code: 0 });
    const set = ['secret', 'set', 'CLI key', '--provider', 'pagerduty'];
    expect(await firedrill(app.dataDir, set, key)).toMatchObject({ code: 0 });
  });
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.unlock(PASSPHRASE);
  await expect(vault.secretRow('CLI key')).toBeVisible();
  await vault.addSecret({ label: 'Window key', value: 'f'.repeat(32) });

  await app.whileStopped(async () => {
    const { code, stdout } = await firedrill(app.dataDir, ['secret', 'list', '--json']);
    expect(code).toBe(0);
    const labels = (JSON.parse(stdout) as { label: string }[]).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['CLI key', 'Window key']));
    expect(stdout).not.toContain(key);
  });
});

test('the second program on the same data says who is there', async ({ app }) => {
  const { code, stderr } = await firedrill(app.dataDir, ['vault', 'status']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/in use by another Firedrill \(web, process \d+, since /);
});

type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function firedrill(dataDir: string, args: readonly string[], stdin = ''): Promise<Ran> {
  const cli = path.resolve(import.meta.dirname, '../dist/cli/cli.js');
  const child = spawn(process.execPath, [cli, ...args, '--data-dir', dataDir], {
    env: { ...process.env, FIREDRILL_PASSPHRASE: PASSPHRASE },
  });
  const ran = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (ran.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (ran.stderr += String(chunk)));
  child.stdin.end(stdin);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...ran })));
}
