import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type Migration = { readonly version: number; readonly sql: string };

/** A database this version must not touch; nothing in it was changed. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

/** A database that has to be migrated before this version can read it; nothing in it was changed. */
export class DatabaseTooOld extends Error {
  override readonly name = 'DatabaseTooOld';
}

/** SQLite 3.7.0 to 3.51.2 can corrupt a WAL when it is reset (sqlite.org/wal.html#walresetbug). */
const OLDEST_SQLITE = [3, 51, 3];

/**
 * Opens or creates a database, and brings it to the newest of `migrations`. Every commit is on disk when it returns
 * (`synchronous=FULL`): what is recorded has to be true after a power cut too.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): DatabaseSync {
  const database = new DatabaseSync(path, {
    timeout: 5000,
    enableForeignKeyConstraints: true,
    allowExtension: false,
    defensive: true,
  });
  try {
    assertSqlite(database);
    const current = userVersion(database);
    assertNotNewer(path, current, migrations);
    chmodSync(path, 0o600);
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;',
    );
    for (const migration of migrations.filter(({ version }) => version > current)) {
      inTransaction(database, () =>
        database.exec(`${migration.sql}; PRAGMA user_version = ${migration.version};`),
      );
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * For looking at what another process writes. Throws `DatabaseTooNew` or `DatabaseTooOld` for what another version
 * wrote, unless that is to be looked at as well.
 */
export function openDatabaseReadOnly(
  path: string,
  migrations: readonly Migration[],
  { isAnyVersionFine = false }: { readonly isAnyVersionFine?: boolean } = {},
): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    assertSqlite(database);
    if (!isAnyVersionFine) {
      assertNotNewer(path, userVersion(database), migrations);
      assertNotOlder(path, userVersion(database), migrations);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** All of it or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function assertNotNewer(path: string, version: number, migrations: readonly Migration[]): void {
  if (version > (migrations.at(-1)?.version ?? 0)) {
    throw new DatabaseTooNew(
      `${path} was written by a newer Firedrill. Update this one; nothing was changed.`,
    );
  }
}

function assertNotOlder(path: string, version: number, migrations: readonly Migration[]): void {
  if (version < (migrations.at(-1)?.version ?? 0)) {
    throw new DatabaseTooOld(
      `${path} was written by an older Firedrill. Start Firedrill once: it makes a backup and brings it up to date.`,
    );
  }
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function assertSqlite(database: DatabaseSync): void {
  const version = String(database.prepare('SELECT sqlite_version() AS version').get()?.['version']);
  if (isOlder(version.split('.').map(Number), OLDEST_SQLITE)) {
    throw new Error(
      `This Node has SQLite ${version}, which can damage a database; Firedrill needs ${OLDEST_SQLITE.join('.')} or newer.`,
    );
  }
}

function isOlder(version: readonly number[], floor: readonly number[]): boolean {
  for (const [index, least] of floor.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
