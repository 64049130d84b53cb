import type { Migration } from '#main/database/database.ts';

export const workspaceMigrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE destinations (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        provider TEXT NOT NULL,
        environment TEXT NOT NULL CHECK (environment IN ('test', 'production')),
        url TEXT NOT NULL,
        settings TEXT NOT NULL,
        secrets TEXT NOT NULL,
        position INTEGER NOT NULL,
        updated_at TEXT NOT NULL
      ) STRICT;
      CREATE TABLE drafts (
        id TEXT PRIMARY KEY,
        provider TEXT NOT NULL,
        kind TEXT NOT NULL,
        destination_id TEXT,
        forms TEXT NOT NULL,
        updated_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX drafts_by_time ON drafts (updated_at DESC);
    `,
  },
  {
    version: 2,
    sql: `
      CREATE TABLE secret_uses (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
      CREATE TABLE vault_seen (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        vault_id TEXT NOT NULL,
        gen INTEGER NOT NULL,
        header_sha256 TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    version: 3,
    sql: `
      ALTER TABLE destinations ADD COLUMN resolve_after INTEGER;
      CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `,
  },
];
