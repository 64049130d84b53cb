import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseVault } from './format.ts';
import { passphraseProblem } from '#shared/vault/passphrase-rules.ts';
import { kdfOf, unwrapWithPassphrase, wrapForPassphrase } from './protectors/passphrase.ts';
import { newDataKey, sealVault, unsealVault } from './seal.ts';
import type { VaultSecret } from './secret.ts';
import { fakeKeyring } from './testing/fake-keyring.ts';
import { openTestVault, PASSPHRASE, QUICK, secret, succeeds, testFolder } from './testing/test-vault.ts';

const VAULT_ID = '6f3c1b1e-9a52-4d0e-8b7a-2c41d5e6f708';
const AT = '2026-11-20T10:00:00.000Z';

// lone surrogates, NUL, line ends, quotes and names of Object.prototype included
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '\u0000', '\n', '"', '\\', '\u2028', 'é', '🔑') }),
  fc.constantFrom('__proto__', 'constructor', ''),
);
const anySecret = fc.record(
  {
    id: fc.uuid(),
    provider: text,
    label: text,
    slot: text,
    boundOrigin: text,
    value: text,
    createdAt: text,
    updatedAt: text,
    lastUsedAt: fc.option(text),
  },
  { noNullPrototype: true },
);

describe('any secrets', () => {
  test('come out as they went in, and not at all with another key', async () => {
    const dek = newDataKey();
    const protector = await wrapForPassphrase(
      PASSPHRASE,
      dek,
      { vaultId: VAULT_ID, addedAt: AT },
      kdfOf(QUICK),
    );
    const about = { vaultId: VAULT_ID, gen: 1, savedAt: AT, app: 'test', protectors: [protector] };
    fc.assert(
      fc.property(fc.uniqueArray(anySecret, { selector: ({ id }) => id, maxLength: 8 }), (secrets) => {
        const sealed = sealVault(about, dek, secrets);
        const result = parseVault(sealed ?? Buffer.alloc(0), QUICK.logN);
        if (!result.ok) throw new Error(result.detail);
        expect(unsealVault(result.file, dek)).toEqual({ ok: true, secrets });
        expect(unsealVault(result.file, newDataKey())).toMatchObject({ ok: false, state: 'TAMPERED' });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('any bytes', () => {
  test('are refused without a throw, alone or after a beginning that is right', () => {
    const beginnings = ['', 'firedrill-vault/1\n', 'firedrill-vault/1\n{', 'firedrill-vault/2\n'];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), (beginning, rest) => {
        expect(parseVault(Buffer.concat([Buffer.from(beginning), rest]), QUICK.logN).ok).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('any passphrase', () => {
  const kdf = kdfOf(QUICK);
  const passphrase = fc
    .string({ unit: 'grapheme', minLength: 12, maxLength: 40 })
    .filter((typed) => passphraseProblem(typed) === null);

  test('unwraps in each of its Unicode forms, and no other does', async () => {
    const dek = newDataKey();
    await fc.assert(
      fc.asyncProperty(passphrase, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), async (typed, form) => {
        const protector = await wrapForPassphrase(typed, dek, { vaultId: VAULT_ID, addedAt: AT }, kdf);
        const unwrapped = await unwrapWithPassphrase(typed.normalize(form), protector, VAULT_ID, kdf);
        expect(unwrapped?.equals(dek)).toBe(true);
        expect(await unwrapWithPassphrase(`${typed} `, protector, VAULT_ID, kdf)).toBeNull();
        expect(await unwrapWithPassphrase(typed.slice(0, -1), protector, VAULT_ID, kdf)).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  test('is bound to its vault, its id and its cost', async () => {
    const protector = await wrapForPassphrase(
      PASSPHRASE,
      newDataKey(),
      { vaultId: VAULT_ID, addedAt: AT },
      kdf,
    );
    const elsewhere = VAULT_ID.replace('6', '7');
    expect(await unwrapWithPassphrase(PASSPHRASE, protector, elsewhere, kdf)).toBeNull();
    const other = { ...protector, id: elsewhere };
    expect(await unwrapWithPassphrase(PASSPHRASE, other, VAULT_ID, kdf)).toBeNull();
    // even where the key that comes out of it is the same
    const fixed = { ...kdf, scrypt: () => Promise.resolve(Buffer.alloc(32, 7)) };
    const made = await wrapForPassphrase(PASSPHRASE, newDataKey(), { vaultId: VAULT_ID, addedAt: AT }, fixed);
    expect(await unwrapWithPassphrase(PASSPHRASE, made, VAULT_ID, fixed)).not.toBeNull();
    for (const change of [{ logN: 11 }, { p: 2 }, { id: elsewhere }]) {
      expect(await unwrapWithPassphrase(PASSPHRASE, { ...made, ...change }, VAULT_ID, fixed)).toBeNull();
    }
    expect(await unwrapWithPassphrase(PASSPHRASE, made, elsewhere, fixed)).toBeNull();
  });
});

test('any order of calls leaves what a plain list would hold, also after a restart', async () => {
  const step = fc.oneof(
    fc.record({ call: fc.constant('put' as const), id: fc.constantFrom('a', 'b', 'c', 'd'), value: text }),
    fc.record({ call: fc.constant('remove' as const), id: fc.constantFrom('a', 'b', 'c', 'd') }),
    fc.record({
      call: fc.constantFrom('lock', 'restart', 'rotate', 'add keyring', 'remove keyring', 'restore'),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = testFolder();
      const keyring = fakeKeyring();
      let vault = await openTestVault(folder, { keyring });
      await succeeds(vault.create({ passphrase: PASSPHRASE }));
      let model: readonly VaultSecret[] = [];
      let backup: readonly VaultSecret[] | null = null;
      for (const one of steps) {
        if (one.call === 'put' || one.call === 'remove') {
          const without = model.filter(({ id }) => id !== one.id);
          const next: readonly VaultSecret[] =
            'value' in one ? [...without, secret(one.id, one.value)] : without;
          await succeeds(vault.edit(() => next));
          backup = one.call === 'remove' && next.length < model.length ? null : model;
          model = next;
        } else if (one.call === 'lock') {
          vault.lock();
          await succeeds(vault.unlock(PASSPHRASE));
        } else if (one.call === 'restart') {
          await vault.close();
          vault = await openTestVault(folder, { keyring });
          if (vault.secrets() === null) await succeeds(vault.unlock(PASSPHRASE));
        } else if (one.call === 'restore') {
          const restored = await vault.restoreBackup();
          expect(restored.ok).toBe(backup !== null);
          if (vault.secrets() === null) await succeeds(vault.unlock(PASSPHRASE));
          model = backup ?? model;
        } else {
          const id = vault.status().protectors.find(({ type }) => type === 'os-electron')?.id;
          if (one.call === 'rotate') await succeeds(vault.rotateKey(PASSPHRASE));
          else if (one.call === 'add keyring') await succeeds(vault.addKeyring());
          else if (id !== undefined) await succeeds(vault.removeProtector(id, PASSPHRASE));
          else continue;
          backup = one.call === 'add keyring' ? model : null;
        }
        expect(vault.secrets()).toEqual(model);
        expect(vault.status().hasBackup).toBe(backup !== null);
      }
      await vault.close();
      const again = await openTestVault(folder);
      await succeeds(again.unlock(PASSPHRASE));
      expect(again.secrets()).toEqual(model);
      folder.remove();
    }),
    { numRuns: 40 },
  );
}, 60_000);
