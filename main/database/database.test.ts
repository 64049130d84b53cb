import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DatabaseTooNew,
  DatabaseTooOld,
  inTransaction,
  type Migration,
  openDatabase,
  openDatabaseReadOnly,
} from './database.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firedrill-db-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const one: Migration = { version: 1, sql: 'CREATE TABLE a (x TEXT NOT NULL) STRICT' };
const two: Migration = { version: 2, sql: 'CREATE TABLE b (y TEXT NOT NULL) STRICT' };

test('an older database is brought up to date, and keeps what it holds', () => {
  const path = join(folder, 'x.db');
  const old = openDatabase(path, [one]);
  old.prepare('INSERT INTO a VALUES (?)').run('kept');
  old.close();
  const now = openDatabase(path, [one, two]);
  expect(now.prepare('SELECT x FROM a').all()).toEqual([{ x: 'kept' }]);
  expect(now.prepare('SELECT y FROM b').all()).toEqual([]);
  now.close();
});

test('a newer database is refused, and not one byte of it changes', () => {
  const path = join(folder, 'x.db');
  openDatabase(path, [one, two]).close();
  const before = readFileSync(path);
  expect(() => openDatabase(path, [one])).toThrow(DatabaseTooNew);
  expect(() => openDatabaseReadOnly(path, [one])).toThrow(DatabaseTooNew);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('an older database is not read as if it were a newer one', () => {
  const path = join(folder, 'x.db');
  openDatabase(path, [one]).close();
  expect(() => openDatabaseReadOnly(path, [one, two])).toThrow(DatabaseTooOld);
});

test('a migration that fails leaves nothing of itself', () => {
  const path = join(folder, 'x.db');
  const broken: Migration = { version: 2, sql: 'CREATE TABLE b (y TEXT) STRICT; CREATE TABLE nonsense (' };
  openDatabase(path, [one]).close();
  expect(() => openDatabase(path, [one, broken])).toThrow();
  const database = openDatabase(path, [one, two]);
  expect(database.prepare('SELECT y FROM b').all()).toEqual([]);
  database.close();
});

test('every commit is on disk when it returns, in WAL mode', () => {
  const database = openDatabase(join(folder, 'x.db'), [one]);
  expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  database.close();
});

test('a transaction whose work throws has done nothing', () => {
  const database = openDatabase(join(folder, 'x.db'), [one]);
  const insert = database.prepare('INSERT INTO a VALUES (?)');
  expect(() =>
    inTransaction(database, () => {
      insert.run('gone');
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(database.prepare('SELECT x FROM a').all()).toEqual([]);
  database.close();
});
