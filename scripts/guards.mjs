// @ts-check
// `npm run guards`: do the tests bite? Takes one guard away at a time, in a copy, and expects a test to fail for it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { node24, ROOT, toolFile } from './setup.mjs';

/**
 * @typedef {{ what: string; file: string; from: string | RegExp; to: string; tests: string[] }} Mutant
 * `from` has to be there, or the guard has moved and this list with it.
 */

/** @type {readonly Mutant[]} */
const mutants = [
  {
    what: 'a tag of any length opens the vault',
    file: 'main/vault/seal.ts',
    from: "createDecipheriv('aes-256-gcm', key, sealed.nonce, { authTagLength: TAG_BYTES })",
    to: "createDecipheriv('aes-256-gcm', key, sealed.nonce)",
    tests: ['main/vault'],
  },
  {
    what: 'the header is not bound to the body',
    file: 'main/vault/seal.ts',
    from: 'decipher.setAAD(bound).setAuthTag(sealed.tag);',
    to: 'decipher.setAAD(Buffer.alloc(0)).setAuthTag(sealed.tag);',
    tests: ['main/vault'],
  },
  {
    what: 'neither writing nor reading binds anything',
    file: 'main/vault/seal.ts',
    from: /(?<=setAAD\()bound(?=\))/g,
    to: 'Buffer.alloc(0)',
    tests: ['main/vault'],
  },
  {
    what: 'the header has no MAC that anybody checks',
    file: 'main/vault/seal.ts',
    from: 'if (!timingSafeEqual(headerMac(dek, file.header.vaultId, file.signed), file.mac)) {',
    to: 'if (file.mac.length !== 32) {',
    tests: ['main/vault'],
  },
  {
    what: 'the directory is not synced',
    file: 'main/vault/save.ts',
    from: 'await uninterrupted(() => directory.sync());',
    to: '',
    tests: ['main/vault'],
  },
  {
    what: 'the file is not synced',
    file: 'main/vault/save.ts',
    from: 'await uninterrupted(() => file.sync());',
    to: '',
    tests: ['main/vault'],
  },
  {
    what: 'what was written is not read back',
    file: 'main/vault/save.ts',
    from: 'if (!verify(await readStart(fs, temp, MAX_FILE_BYTES + 1))) throw',
    to: "if (temp === '') throw",
    tests: ['main/vault'],
  },
  {
    what: 'interrupted saves are left lying',
    file: 'main/vault/save.ts',
    from: 'for (const name of names.filter((name) => TEMP_NAME.test(name))) {',
    to: 'for (const name of names.filter(() => false)) {',
    tests: ['main/vault'],
  },
  {
    what: 'a deleted key stays in the backup',
    file: 'main/vault/save.ts',
    from: "if (backup === 'remove') await removeBackup(place);",
    to: '',
    tests: ['main/vault'],
  },
  {
    what: 'the header takes fields that nobody knows',
    file: 'main/vault/format.ts',
    from: 'const vaultHeader = z.strictObject({',
    to: 'const vaultHeader = z.object({',
    tests: ['main/vault'],
  },
  {
    what: 'two programs may write to one data directory',
    file: 'main/data-dir/owner-lock.ts',
    from: 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;',
    to: 'PRAGMA locking_mode = NORMAL;',
    tests: ['main/data-dir'],
  },
  {
    what: 'a key goes wherever the destination points',
    file: 'main/send/prepare.ts',
    from: 'if (!allowed.includes(origin))',
    to: 'if (allowed.length === 0)',
    tests: ['main/send/origin-binding.test.ts', 'main/engine.test.ts'],
  },
  {
    what: 'an imported file takes the keys along',
    file: 'main/workspace/workspace-file.ts',
    from: 'const secrets = old === undefined || losesKeys ? {} : old.secrets;',
    to: 'const secrets = old === undefined ? {} : old.secrets;',
    tests: ['main/engine-vault.test.ts'],
  },
  {
    what: 'production needs no name',
    file: 'main/send/guard.ts',
    from: 'if (given.typed !== destination.name) return { ok: false };',
    to: '',
    tests: ['main/engine.test.ts', 'main/engine-vault.test.ts'],
  },
  {
    what: 'answers may say more than the contract',
    file: 'shared/model/secret.ts',
    from: 'export const secret = z.strictObject({',
    to: 'export const secret = z.looseObject({',
    tests: ['main/contract-walls.test.ts'],
  },
  {
    what: 'the redactor does not know percent-encoding',
    file: 'main/send/redact.ts',
    from: 'encodeURIComponent(value),',
    to: '',
    tests: ['main/send/redact.test.ts'],
  },
  {
    what: 'answers are kept as they came',
    file: 'main/send/attempt.ts',
    from: 'body: redact(result.body)',
    to: 'body: result.body',
    tests: ['main/canary.test.ts'],
  },
  {
    what: 'a JSON text may be as deep as it likes',
    file: 'main/json-depth.ts',
    from: 'if (++depth > MAX_DEPTH) return true;',
    to: '++depth;',
    tests: ['app/web', 'app/electron', 'main/engine-vault.test.ts'],
  },
  {
    what: 'the intent is not written down before the socket opens',
    file: 'main/send/job.ts',
    from: 'await history.start(begun);',
    to: '',
    tests: ['main/engine.test.ts'],
  },
  {
    what: 'a trigger goes once more after its resolve',
    file: 'main/send/lanes.ts',
    from: "return effect !== 'opens' || !later.some((one) => one === 'resolves' || one === 'acknowledges');",
    to: 'return effect.length > 0 || later.length === 0;',
    tests: ['main/send/deliver.test.ts', 'main/send/decide.test.ts'],
  },
  {
    what: 'what cannot be taken whole from the history is sent once more',
    file: 'main/send/repeat.ts',
    from: 'if (!send.isWhole) {',
    to: "if (send.id === '') {",
    tests: ['main/send/decide.test.ts'],
  },
  {
    what: 'the database lets an outcome be written over',
    file: 'main/history/send-rules.ts',
    from: "WHEN OLD.state IN ('delivered', 'rejected', 'failed', 'cancelled')",
    to: "WHEN OLD.state IN ('nothing')",
    tests: ['main/history/send-states.test.ts', 'main/engine.test.ts'],
  },
  {
    what: 'what was under way at a crash is forgotten',
    file: 'main/history/recover.ts',
    from: "SET state = 'unknown', reason = 'crash' WHERE state = 'in_flight'",
    to: "SET state = 'unknown', reason = 'crash' WHERE state = 'nothing'",
    tests: ['main/send/recovery.test.ts', 'main/engine.test.ts'],
  },
  {
    what: 'a batch goes on after its destination was changed',
    file: 'main/send/sender.ts',
    from: 'made.ok && fingerprintOf(made.destination, made.used) !== confirmed',
    to: "made.ok && fingerprintOf(made.destination, made.used) === ''",
    tests: ['main/batches'],
  },
  {
    what: 'TLS is verified only if the environment says so',
    file: 'main/send/http.ts',
    from: 'rejectUnauthorized: true,',
    to: '',
    tests: ['main/send/http.test.ts'],
  },
  {
    what: 'any Host is served',
    file: 'app/web/guard.ts',
    from: "if (one('host') !== `127.0.0.1:${knock.port}`) return refused(421, 'HOST');",
    to: '',
    tests: ['app/web'],
  },
  {
    what: 'same-site counts as our own',
    file: 'app/web/guard.ts',
    from: "(site === undefined || site === 'same-origin') &&",
    to: "(site === undefined || site.startsWith('same-')) &&",
    tests: ['app/web'],
  },
  {
    what: 'whoever posts a port may have the engine',
    file: 'app/electron/port.ts',
    from: '!isTrustedSender(sender, windows)',
    to: 'sender.contents === null',
    tests: ['app/electron'],
  },
];

const tree = mkdtempSync(path.join(tmpdir(), 'firedrill-guards-'));
const skipped = new Set(['node_modules', 'dist', '.git', '.tsc', '.cache', 'release']);
cpSync(ROOT, tree, { recursive: true, filter: (from) => !skipped.has(path.relative(ROOT, from)) });
symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));

let toothless = 0;
try {
  const all = [...new Set(mutants.flatMap(({ tests }) => tests))];
  const baseline = test(all);
  if (baseline.status !== 0) throw new Error(`The tests fail as they are:\n${baseline.stdout.slice(-2000)}`);
  for (const mutant of mutants) {
    const file = path.join(tree, mutant.file);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(mutant.from, mutant.to);
    const isThere = after !== before;
    writeFileSync(file, after);
    const { status, stdout } = isThere ? test(mutant.tests) : { status: 0, stdout: '' };
    writeFileSync(file, before);
    const isCaught = isThere && status !== 0;
    if (!isCaught) toothless++;
    const first = /^\s*(?:FAIL|×)\s+(.*)$/m.exec(stdout)?.[1] ?? '';
    console.log(
      `${isCaught ? 'caught ' : isThere ? 'MISSED ' : 'MOVED  '} ${mutant.what}${isCaught ? `  ← ${first.slice(0, 110)}` : ''}`,
    );
  }
} finally {
  rmSync(tree, { recursive: true, force: true });
}
console.log(`${mutants.length - toothless} of ${mutants.length} guards have a test that fails without them.`);
process.exitCode = toothless === 0 ? 0 : 1;

/** @param {readonly string[]} files */
function test(files) {
  return spawnSync(node24(), [toolFile('vitest'), 'run', '--bail=1', '--reporter=default', ...files], {
    cwd: tree,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FIREDRILL_KILLS: '20' },
  });
}
