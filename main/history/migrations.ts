import type { Migration } from '#main/database/database.ts';

export const historyMigrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE sends (
        id TEXT PRIMARY KEY,
        client_request_id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        provider TEXT NOT NULL,
        kind TEXT NOT NULL,
        destination_id TEXT NOT NULL,
        destination_name TEXT NOT NULL,
        environment TEXT NOT NULL CHECK (environment IN ('sandbox', 'test', 'production')),
        host TEXT NOT NULL,
        action TEXT NOT NULL,
        summary TEXT NOT NULL,
        incident_key TEXT,
        params TEXT NOT NULL,
        request TEXT NOT NULL,
        state TEXT NOT NULL
          CHECK (state IN ('queued', 'in_flight', 'delivered', 'rejected', 'failed', 'unknown', 'cancelled')),
        reason TEXT,
        status INTEGER,
        latency_ms REAL,
        answer TEXT,
        vendor_message TEXT
      ) STRICT;
      CREATE INDEX sends_in_flight ON sends (state) WHERE state IN ('queued', 'in_flight');
      CREATE TABLE attempts (
        send_id TEXT NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        phase TEXT NOT NULL CHECK (phase IN ('prepared', 'connected', 'answered', 'complete')),
        error TEXT,
        status INTEGER,
        PRIMARY KEY (send_id, n)
      ) STRICT, WITHOUT ROWID;
      -- an outcome is written once; whatever comes later is a new attempt or a decision, never a correction
      CREATE TRIGGER sends_outcome_is_final BEFORE UPDATE OF state ON sends
      WHEN OLD.state NOT IN ('queued', 'in_flight')
      BEGIN
        SELECT raise(ABORT, 'this send has ended');
      END;
    `,
  },
];
