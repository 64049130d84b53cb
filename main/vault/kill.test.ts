import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTestVault, PASSPHRASE, secret, testFolder, vaultWith } from './testing/test-vault.ts';

// 300 is what the promise is about; the default keeps every day's run short
const KILLS = Number(process.env['FIREDRILL_KILLS'] ?? 60);
const LANES = 2;
const PROGRAM = fileURLToPath(new URL('./testing/saving-process.ts', import.meta.url));

/** Kills a saving process once: at a random time, or standing right before its n-th call. */
async function killed(
  dataDir: string,
  kill: number,
  cached: NodeJS.ProcessEnv,
): Promise<{ saved: number; saving: number }> {
  const stopAt = kill % 2 === 0 ? 0 : 1 + Math.floor(Math.random() * 40);
  const child = spawn(process.execPath, [PROGRAM, dataDir, String(stopAt), '0', '4000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...cached },
  });
  const exit = once(child, 'exit');
  const seen = { saved: 0, saving: 0 };
  let dying: Promise<unknown> | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, count] = line.split(' ');
    if (word === 'saving') seen.saving = Number(count);
    if (word === 'saved') seen.saved = Number(count);
    if (word === 'stopped') child.kill('SIGKILL');
    if (stopAt === 0) dying ??= setTimeout(Math.random() * 40).then(() => child.kill('SIGKILL'));
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  return seen;
}

test(
  `after each of ${KILLS} kills the vault is the complete old or the complete new one`,
  async () => {
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      const folder = testFolder();
      await (await vaultWith(folder, [secret('a', '0')])).close();
      // starting is most of the work: one that ends by itself keeps what it compiled for those that do not
      const cached = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') };
      spawnSync(process.execPath, [PROGRAM, folder.path, '0', '1'], { env: { ...process.env, ...cached } });
      for (let kill = 0; kill < KILLS / LANES; kill++) {
        const { saved, saving } = await killed(folder.path, kill, cached);
        const vault = await openTestVault(folder);
        expect(
          folder.names().filter((name) => name.includes('tmp')),
          'swept',
        ).toEqual([]);
        expect(await vault.unlock(PASSPHRASE), `lane ${lane}, kill ${kill}`).toEqual({ ok: true });
        const secrets = vault.secrets() ?? [];
        const count = Number(secrets[0]?.value.split(' ')[0]);
        // saved means saved, and nothing is there that was not asked for
        expect(count).toBeGreaterThanOrEqual(saved);
        expect(count).toBeLessThanOrEqual(saving);
        expect(secrets.every(({ value }) => value.startsWith(`${count} `))).toBe(true);
        expect(secrets).toHaveLength(count % 3 === 0 ? 1 : 2);
        await vault.close();
      }
      folder.remove();
    });
    await Promise.all(lanes);
  },
  30_000 + KILLS * 1_000,
);
