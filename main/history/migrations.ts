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
  {
    version: 2,
    sql: `
      -- a CHECK cannot be changed, so both tables are made anew; rows keep their numbers, which are their order
      DROP TRIGGER sends_outcome_is_final;
      DROP INDEX sends_in_flight;
      CREATE TABLE sends_2 (
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
        state TEXT NOT NULL CHECK (state IN ('queued', 'in_flight', 'retry_wait', 'delivered', 'rejected', 'failed',
                                             'unknown', 'cancelled')),
        reason TEXT,
        status INTEGER,
        latency_ms REAL,
        answer TEXT,
        vendor_message TEXT,
        retry_at TEXT
      ) STRICT;
      INSERT INTO sends_2 (rowid, id, client_request_id, at, provider, kind, destination_id, destination_name,
          environment, host, action, summary, incident_key, params, request, state, reason, status, latency_ms, answer,
          vendor_message)
        SELECT rowid, id, client_request_id, at, provider, kind, destination_id, destination_name, environment, host,
          action, summary, incident_key, params, request, state, reason, status, latency_ms, answer, vendor_message
        FROM sends;
      CREATE TABLE attempts_2 (
        send_id TEXT NOT NULL REFERENCES sends_2 (id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        phase TEXT NOT NULL CHECK (phase IN ('prepared', 'connected', 'answered', 'complete')),
        error TEXT,
        status INTEGER,
        -- what this attempt alone proves
        state TEXT CHECK (state IN ('delivered', 'rejected', 'failed', 'unknown', 'cancelled')),
        PRIMARY KEY (send_id, n)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO attempts_2 (send_id, n, started_at, ended_at, phase, error, status, state)
        SELECT send_id, n, started_at, ended_at, phase, error, attempts.status,
               CASE WHEN sends.state IN ('queued', 'in_flight') THEN NULL ELSE sends.state END
        FROM attempts JOIN sends ON sends.id = send_id;
      DROP TABLE attempts;
      DROP TABLE sends;
      ALTER TABLE sends_2 RENAME TO sends;
      ALTER TABLE attempts_2 RENAME TO attempts;
      CREATE INDEX sends_in_flight ON sends (state) WHERE state IN ('queued', 'in_flight', 'retry_wait');
      CREATE INDEX sends_by_lane ON sends (destination_id, incident_key, state) WHERE incident_key IS NOT NULL;
      -- an outcome is written once; whatever comes later is a new attempt or a decision, never a correction
      CREATE TRIGGER sends_outcome_is_final BEFORE UPDATE OF state ON sends
      WHEN OLD.state NOT IN ('queued', 'in_flight', 'retry_wait')
      BEGIN
        SELECT raise(ABORT, 'this send has ended');
      END;
      CREATE TRIGGER sends_go_forward BEFORE UPDATE OF state ON sends
      WHEN (OLD.state = 'queued' AND NEW.state NOT IN ('in_flight', 'cancelled'))
        OR (OLD.state = 'in_flight' AND NEW.state = 'queued')
        OR (OLD.state = 'retry_wait' AND NEW.state IN ('queued', 'delivered'))
      BEGIN
        SELECT raise(ABORT, 'a send does not go that way');
      END;
      -- once a try is in doubt, no later one takes the doubt away except by being accepted
      CREATE TRIGGER sends_doubt_stays BEFORE UPDATE OF state ON sends
      WHEN NEW.state IN ('rejected', 'failed', 'cancelled')
        AND EXISTS (SELECT 1 FROM attempts WHERE send_id = NEW.id AND attempts.state = 'unknown')
      BEGIN
        SELECT raise(ABORT, 'an attempt of this send is unknown');
      END;
    `,
  },
  {
    version: 3,
    sql: `
      -- rows are found by rowid, which is the order they were written in: it cannot run backwards as a clock can
      -- marks are what filters ask for, as words that nobody can type: so a search in one destination is one query
      CREATE VIEW send_texts (n, summary, incident_key, host, destination_name, vendor_message, answer_body, marks) AS
        SELECT rowid, summary, incident_key, host, destination_name, vendor_message, json_extract(answer, '$.body'),
               char(57344) || 'p' || hex(provider) || ' ' || char(57344) || 'e' || hex(environment) || ' ' ||
               char(57344) || 'd' || hex(destination_id) || ' ' || char(57344) || 's' || hex(state)
        FROM sends;
      -- the answer's body as it is, not twice: the index reads it through the view
      CREATE VIRTUAL TABLE send_search USING fts5 (
        summary, incident_key, host, destination_name, vendor_message, answer_body, marks,
        content = 'send_texts', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
      );
      CREATE VIRTUAL TABLE send_terms USING fts5vocab (send_search, instance);
      INSERT INTO send_search (send_search) VALUES ('rebuild');
      CREATE TRIGGER sends_search_insert AFTER INSERT ON sends
      BEGIN
        INSERT INTO send_search (rowid, summary, incident_key, host, destination_name, vendor_message, answer_body,
                                 marks)
        VALUES (NEW.rowid, NEW.summary, NEW.incident_key, NEW.host, NEW.destination_name, NEW.vendor_message,
                json_extract(NEW.answer, '$.body'),
                char(57344) || 'p' || hex(NEW.provider) || ' ' || char(57344) || 'e' || hex(NEW.environment) || ' ' ||
                char(57344) || 'd' || hex(NEW.destination_id) || ' ' || char(57344) || 's' || hex(NEW.state));
      END;
      CREATE TRIGGER sends_search_delete AFTER DELETE ON sends
      BEGIN
        INSERT INTO send_search (send_search, rowid, summary, incident_key, host, destination_name, vendor_message,
                                 answer_body, marks)
        VALUES ('delete', OLD.rowid, OLD.summary, OLD.incident_key, OLD.host, OLD.destination_name,
                OLD.vendor_message, json_extract(OLD.answer, '$.body'),
                char(57344) || 'p' || hex(OLD.provider) || ' ' || char(57344) || 'e' || hex(OLD.environment) || ' ' ||
                char(57344) || 'd' || hex(OLD.destination_id) || ' ' || char(57344) || 's' || hex(OLD.state));
      END;
      CREATE TRIGGER sends_search_update
      AFTER UPDATE OF summary, incident_key, host, destination_name, vendor_message, answer, provider, environment,
        destination_id, state ON sends
      BEGIN
        INSERT INTO send_search (send_search, rowid, summary, incident_key, host, destination_name, vendor_message,
                                 answer_body, marks)
        VALUES ('delete', OLD.rowid, OLD.summary, OLD.incident_key, OLD.host, OLD.destination_name,
                OLD.vendor_message, json_extract(OLD.answer, '$.body'),
                char(57344) || 'p' || hex(OLD.provider) || ' ' || char(57344) || 'e' || hex(OLD.environment) || ' ' ||
                char(57344) || 'd' || hex(OLD.destination_id) || ' ' || char(57344) || 's' || hex(OLD.state));
        INSERT INTO send_search (rowid, summary, incident_key, host, destination_name, vendor_message, answer_body,
                                 marks)
        VALUES (NEW.rowid, NEW.summary, NEW.incident_key, NEW.host, NEW.destination_name, NEW.vendor_message,
                json_extract(NEW.answer, '$.body'),
                char(57344) || 'p' || hex(NEW.provider) || ' ' || char(57344) || 'e' || hex(NEW.environment) || ' ' ||
                char(57344) || 'd' || hex(NEW.destination_id) || ' ' || char(57344) || 's' || hex(NEW.state));
      END;

      -- how many there are of each combination that occurs: totals without counting, and few enough to be merged
      CREATE TABLE send_facets (
        provider TEXT NOT NULL,
        environment TEXT NOT NULL,
        destination_id TEXT NOT NULL,
        state TEXT NOT NULL,
        sends INTEGER NOT NULL,
        PRIMARY KEY (provider, environment, destination_id, state)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO send_facets
        SELECT provider, environment, destination_id, state, count(*) FROM sends GROUP BY 1, 2, 3, 4;
      CREATE INDEX sends_by_facet ON sends (provider, environment, destination_id, state);
      CREATE TRIGGER sends_facet_insert AFTER INSERT ON sends
      BEGIN
        INSERT INTO send_facets VALUES (NEW.provider, NEW.environment, NEW.destination_id, NEW.state, 1)
          ON CONFLICT DO UPDATE SET sends = sends + 1;
      END;
      CREATE TRIGGER sends_facet_delete AFTER DELETE ON sends
      BEGIN
        UPDATE send_facets SET sends = sends - 1
          WHERE (provider, environment, destination_id, state)
            = (OLD.provider, OLD.environment, OLD.destination_id, OLD.state);
      END;
      CREATE TRIGGER sends_facet_update AFTER UPDATE OF provider, environment, destination_id, state ON sends
      BEGIN
        UPDATE send_facets SET sends = sends - 1
          WHERE (provider, environment, destination_id, state)
            = (OLD.provider, OLD.environment, OLD.destination_id, OLD.state);
        INSERT INTO send_facets VALUES (NEW.provider, NEW.environment, NEW.destination_id, NEW.state, 1)
          ON CONFLICT DO UPDATE SET sends = sends + 1;
      END;

      -- which rows were written in an hour, so that a time range is a range of rows too; never too narrow
      CREATE TABLE send_hours (hour TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;
      INSERT INTO send_hours SELECT substr(at, 1, 13), min(rowid), max(rowid) FROM sends GROUP BY 1;
      CREATE INDEX sends_by_time ON sends (at);
      CREATE TRIGGER sends_hour_insert AFTER INSERT ON sends
      BEGIN
        INSERT INTO send_hours VALUES (substr(NEW.at, 1, 13), NEW.rowid, NEW.rowid)
          ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last);
      END;

      CREATE TABLE saved_filters (id TEXT PRIMARY KEY, name TEXT NOT NULL, filter TEXT NOT NULL) STRICT;
      CREATE TABLE history_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `,
  },
];
