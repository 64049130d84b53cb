import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '#main/database/database.ts';
import { openBackups } from './backups.ts';
import { openHistory } from './history.ts';
import { openHistorySettings } from './history-settings.ts';
import { type HistoryFile, type HistoryFileOptions, openHistoryFile } from './history-file.ts';
import { historyMigrations } from './migrations.ts';
import { readPage, readSend } from './read-history.ts';
import { addTo, testSend } from './testing/history-file.ts';

const log = pino({ enabled: false });
const now = () => new Date('2026-11-20T10:00:00.000Z');
let dataDir = '';
let opened: HistoryFile[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'firedrill-history-'));
});
afterEach(async () => {
  for (const file of opened) await file.close();
  opened = [];
  rmSync(dataDir, { recursive: true });
});

const at = (name: string) => join(dataDir, name);
async function open(options: Partial<HistoryFileOptions> = {}): Promise<HistoryFile> {
  const file = await openHistoryFile({ dataDir, now, log, ...options });
  opened.push(file);
  return file;
}
async function close(file: HistoryFile): Promise<void> {
  await file.close();
  opened = opened.filter((other) => other !== file);
}
const summaries = ({ database }: HistoryFile) =>
  readPage(database, {}, null, 200).sends.map(({ summary }) => summary);
const quarantined = () =>
  existsSync(at('quarantine')) ? readdirSync(at('quarantine'), { recursive: true, encoding: 'utf8' }) : [];

test('a first start makes a history, and the next finds it', async () => {
  const first = await open();
  expect(first.condition).toBe('ok');
  addTo(first.database, { summary: 'kept' });
  await close(first);
  const second = await open();
  expect([second.condition, summaries(second)]).toEqual(['ok', ['kept']]);
  expect(quarantined()).toEqual([]);
});

test.each([
  ['is gone', () => rmSync(at('history.db'))],
  ['is empty', () => truncateSync(at('history.db'))],
])('a history that %s is missed, not taken for a new one', async (_, lose) => {
  const first = await open();
  addTo(first.database, { summary: 'before the backup' });
  await openBackups(dataDir, now).make(first.database, 3);
  await close(first);
  lose();
  const second = await open();
  expect([second.condition, summaries(second)]).toEqual(['restored', ['before the backup']]);
  await close(second);
  rmSync(at('backups'), { recursive: true });
  lose();
  expect((await open()).condition).toBe('started-anew');
});

test('a backup that is damaged itself is passed over for an older one', async () => {
  const first = await open();
  addTo(first.database, { summary: 'one' });
  await openBackups(dataDir, () => new Date('2026-11-18T10:00:00Z')).make(first.database, 3);
  addTo(first.database, { summary: 'two' });
  await openBackups(dataDir, () => new Date('2026-11-19T10:00:00Z')).make(first.database, 3);
  await close(first);
  const [newest = ''] = openBackups(dataDir, now).list();
  truncateSync(newest, 8192);
  truncateSync(at('history.db'), 5000);
  const second = await open();
  expect([second.condition, summaries(second)]).toEqual(['restored', ['one']]);
});

test('a history of a newer Firedrill is shown, and not one byte of it changes', async () => {
  const first = await open();
  addTo(first.database, { summary: 'seen' });
  first.database.exec('PRAGMA user_version = 99');
  await close(first);
  const before = readFileSync(at('history.db'));
  const second = await open();
  expect([second.condition, summaries(second)]).toEqual(['read-only', ['seen']]);
  expect(() => addTo(second.database)).toThrow('readonly');
  await close(second);
  expect(readFileSync(at('history.db')).equals(before)).toBe(true);

  const newer = new DatabaseSync(at('history.db'));
  newer.exec('DROP VIEW send_texts; ALTER TABLE sends RENAME TO shipped');
  newer.close();
  const changed = readFileSync(at('history.db'));
  await expect(open()).rejects.toThrow('newer Firedrill');
  expect(readFileSync(at('history.db')).equals(changed)).toBe(true);
});

test('before it is brought up to date it is backed up, as it was', async () => {
  const old = openDatabase(at('history.db'), historyMigrations.slice(0, 1));
  old.exec(`
    INSERT INTO sends VALUES ('s1', 'r1', '2026-11-20T10:00:00.000Z', 'pagerduty', 'alert', 'd1', 'Team A', 'test',
      'events.example', 'trigger', 'old', 'fd-1', '{}', '{}', 'unknown', 'reset', NULL, 12.5, NULL, NULL);
    INSERT INTO attempts VALUES ('s1', 1, '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:01.000Z', 'connected',
      'ECONNRESET', NULL)`);
  old.close();
  const file = await open();
  expect([file.condition, summaries(file)]).toEqual(['ok', ['old']]);
  expect(file.database.prepare('SELECT n, phase, error, state FROM attempts').all()).toEqual([
    { n: 1, phase: 'connected', error: 'ECONNRESET', state: 'unknown' },
  ]);
  expect(file.database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  const [backup = ''] = openBackups(dataDir, now).list();
  expect(backup).toMatch(/-v1\.db$/);
  const copy = new DatabaseSync(backup, { readOnly: true });
  expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
  expect(copy.prepare('SELECT summary FROM sends').all()).toEqual([{ summary: 'old' }]);
  copy.close();
});

test('a history that cannot be backed up is not brought up to date', async () => {
  const old = openDatabase(at('history.db'), historyMigrations.slice(0, 1));
  old.close();
  writeFileSync(at('backups'), 'in the way');
  const before = readFileSync(at('history.db'));
  await expect(open()).rejects.toThrow('could not be backed up');
  expect(readFileSync(at('history.db')).equals(before)).toBe(true);
});

test('a backup is made each day, three are kept, and each is whole', async () => {
  let time = Date.parse('2026-11-10T10:00:00Z');
  for (let day = 0; day < 5; day++) {
    const file = await open({ now: () => new Date(time), firstBackupAfterMs: 1 });
    addTo(file.database, { summary: `day ${day}` });
    const backups = openBackups(dataDir, now);
    await expect.poll(() => backups.newest()?.getTime()).toBe(time);
    await close(file);
    const again = await open({ now: () => new Date(time + 3_600_000), firstBackupAfterMs: 1 });
    await close(again);
    expect(backups.newest()?.getTime()).toBe(time);
    time += 86_400_000;
  }
  const kept = openBackups(dataDir, now).list();
  expect(kept.map((path) => path.match(/\d{4}-\d\d-\d\d/)?.[0])).toEqual([
    '2026-11-14',
    '2026-11-13',
    '2026-11-12',
  ]);
  expect(readdirSync(at('backups/history')).length).toBe(3);
}, 30_000);

test('a large one is read through while it is used, takes nothing more when it is damaged, and is aside at the next start', async () => {
  const first = await open();
  for (let n = 0; n < 300; n++) addTo(first.database, { summary: `send ${n}` });
  await close(first);
  const bytes = readFileSync(at('history.db'));
  bytes.fill(0xff, bytes.length - 3 * 4096);
  writeFileSync(at('history.db'), bytes);
  const second = await open({ checkedAtOnceBytes: 1, firstBackupAfterMs: 1 });
  expect(second.condition).toBe('ok');
  await expect.poll(() => existsSync(at('history.damaged'))).toBe(true);
  expect(() => addTo(second.database)).toThrow();
  await close(second);
  expect((await open({ checkedAtOnceBytes: 1 })).condition).toBe('started-anew');
  expect(existsSync(at('history.damaged'))).toBe(false);
});

test('an old copy in its place is noticed, since it is whole and lacks what came later', async () => {
  const first = await open();
  addTo(first.database, { summary: 'one' });
  await close(first);
  copyFileSync(at('history.db'), at('copy.db'));
  const second = await open();
  addTo(second.database, { summary: 'two' });
  await openBackups(dataDir, now).make(second.database, 3);
  await close(second);
  copyFileSync(at('copy.db'), at('history.db'));
  const third = await open();
  expect([third.condition, summaries(third)]).toEqual(['restored', ['two', 'one']]);
  expect(quarantined()[0]).toMatch(/-outdated$/);
});

test('a link in its place is refused', async () => {
  const first = await open();
  await close(first);
  copyFileSync(at('history.db'), at('elsewhere.db'));
  rmSync(at('history.db'));
  symlinkSync(at('elsewhere.db'), at('history.db'));
  await expect(open()).rejects.toThrow('is a link');
});

describe('of 60 damaged histories', () => {
  let base = '';
  const ids: string[] = [];
  const whole: Record<'db' | 'earlierWal' | 'backup' | 'installed', Buffer> = {
    db: Buffer.alloc(0),
    earlierWal: Buffer.alloc(0),
    backup: Buffer.alloc(0),
    installed: Buffer.alloc(0),
  };
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'firedrill-base-'));
    const file = await openHistoryFile({ dataDir: base, now, log });
    for (let n = 0; n < 150; n++) {
      const body = `{"n":${n},"text":"${'x'.repeat((n % 7) * 900)}"}`;
      ids.push(
        addTo(file.database, {
          summary: `send ${n}`,
          answer: { status: 202, statusText: '', headers: [], body, truncated: false },
        }),
      );
      if (n === 60) whole.earlierWal = readFileSync(join(base, 'history.db-wal'));
    }
    const backups = openBackups(base, now);
    await backups.make(file.database, 3);
    await file.close();
    whole.db = readFileSync(join(base, 'history.db'));
    whole.installed = readFileSync(join(base, 'history.installed'));
    whole.backup = readFileSync(backups.list()[0] ?? '');
  });
  afterAll(() => rmSync(base, { recursive: true }));

  /** The same damage at every run. */
  const chance = (seed: number) => {
    let state = seed * 2_654_435_761 + 1;
    return (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
  };
  type Damage = (db: Buffer, random: (below: number) => number) => { db: Buffer; wal?: Buffer };
  const kinds: readonly (readonly [name: string, count: number, damage: Damage])[] = [
    [
      'pages filled',
      20,
      (db, random) => {
        const page = random(Math.floor(db.length / 4096));
        db.fill(
          [0x00, 0xff, 0x5a][random(3)] ?? 0,
          page * 4096,
          Math.min(db.length, (page + 1 + random(3)) * 4096),
        );
        return { db };
      },
    ],
    [
      'header changed',
      12,
      (db, random) => {
        for (let n = 0; n < 4; n++) db[16 + random(84)] = random(256);
        return { db };
      },
    ],
    ['cut off', 12, (db, random) => ({ db: db.subarray(0, 1 + random(db.length - 1)) })],
    [
      'empty',
      2,
      (_, random) => ({ db: Buffer.alloc(0), ...(random(2) === 0 ? {} : { wal: whole.earlierWal }) }),
    ],
    [
      'not a database',
      4,
      (db, random) => {
        db.write(
          ['SQLite format 4', 'PK\u0003\u0004', '<!doctype html>', '\0\0\0\0'][random(4)] ?? '',
          'latin1',
        );
        return { db };
      },
    ],
    [
      'an old -wal beside it',
      10,
      (db, random) => ({ db, wal: whole.earlierWal.subarray(0, whole.earlierWal.length - random(40_000)) }),
    ],
  ];
  const fixtures = kinds.flatMap(([name, count, damage]) =>
    Array.from({ length: count }, (_, n) => [`${name} ${n + 1}`, n, damage] as const),
  );

  test('there are 60', () => expect(fixtures.length).toBe(60));

  test.each(fixtures)('%s: nothing is lost without a word', async (name, n, damage) => {
    const hasBackup = n % 2 === 0;
    const { db, wal } = damage(Buffer.from(whole.db), chance(n + 1));
    writeFileSync(at('history.installed'), whole.installed);
    writeFileSync(at('history.under-way'), '1');
    writeFileSync(at('history.db'), db);
    if (wal !== undefined) writeFileSync(at('history.db-wal'), wal);
    const backups = openBackups(dataDir, now);
    if (hasBackup) {
      const made = await openHistoryBackupFolder(backups);
      writeFileSync(made, whole.backup);
    }
    const file = await open();
    if (file.condition === 'read-only') {
      expect(readFileSync(at('history.db')).equals(db)).toBe(true);
      return;
    }
    if (file.condition === 'ok') {
      expect(readPage(file.database, {}, null, 200).total).toBe(ids.length);
      // a page that only continues a long text has nothing that could be checked: one such text may be spoilt
      const spoilt = ids.filter((id) => !canBeRead(file.database, id));
      expect(spoilt.length).toBeLessThanOrEqual(name.startsWith('pages filled') ? 3 : 0);
    } else {
      expect(file.condition).toBe(hasBackup ? 'restored' : 'started-anew');
      const [folder = ''] = readdirSync(at('quarantine'));
      expect(readFileSync(at(`quarantine/${folder}/history.db`)).equals(db)).toBe(true);
      if (wal !== undefined) expect(existsSync(at(`quarantine/${folder}/history.db-wal`))).toBe(true);
      expect(summaries(file).length).toBe(hasBackup ? ids.length : 0);
    }
    // and it goes on
    openHistory(file.database).begin({
      ...testSend({ summary: 'next' }),
      clientRequestId: 'next',
      state: 'in_flight',
    });
    expect(summaries(file)[0]).toBe('next');
  });
});

/** Where a backup of this moment would be. */
async function openHistoryBackupFolder(backups: ReturnType<typeof openBackups>): Promise<string> {
  const empty = new DatabaseSync(':memory:');
  await backups.make(empty, 3);
  empty.close();
  return backups.list()[0] ?? '';
}

function canBeRead(database: DatabaseSync, id: string): boolean {
  try {
    return readSend(database, id)?.id === id;
  } catch {
    return false;
  }
}

test('once a week it is read through with everything in it, while the program runs', async () => {
  const first = await open({ firstBackupAfterMs: 1 });
  const checked = () => openHistorySettings(first.database).get('checked');
  await expect.poll(checked, { timeout: 10_000 }).toBe(now().toISOString());
  await expect.poll(() => openBackups(dataDir, now).list().length).toBe(1);
  addTo(first.database, { summary: 'kept' });
  await close(first);

  const soon = () => new Date(now().getTime() + 86_400_000);
  const nextDay = await open({ firstBackupAfterMs: 1, now: soon });
  await expect.poll(() => openBackups(dataDir, now).list().length, { timeout: 10_000 }).toBe(2);
  expect(openHistorySettings(nextDay.database).get('checked'), 'not again').toBe(now().toISOString());
  await close(nextDay);

  const later = () => new Date(now().getTime() + 8 * 86_400_000);
  const nextWeek = await open({ firstBackupAfterMs: 1, now: later });
  const again = () => openHistorySettings(nextWeek.database).get('checked');
  await expect.poll(again, { timeout: 10_000 }).toBe(later().toISOString());
});
