import type { Migration } from '#main/database/database.ts';
import { SEND_RULES } from './send-rules.ts';

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
  {
    version: 4,
    sql: `
      -- a CHECK cannot be changed, so both tables are made anew; rows keep their numbers, which are their order
      DROP VIEW send_texts;
      CREATE TABLE batches (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        at TEXT NOT NULL,
        destination_id TEXT NOT NULL,
        destination_name TEXT NOT NULL,
        origin TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('filling', 'running', 'paused', 'ended', 'cancelled')),
        is_interrupted INTEGER NOT NULL DEFAULT 0 CHECK (is_interrupted IN (0, 1)),
        concurrency INTEGER NOT NULL,
        per_second REAL,
        -- why it stopped by itself, in words
        problem TEXT,
        ended_at TEXT
      ) STRICT;
      CREATE TABLE sends_4 (
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
        effect TEXT NOT NULL CHECK (effect IN ('opens', 'acknowledges', 'resolves', 'none')),
        origin TEXT NOT NULL,
        batch_id TEXT REFERENCES batches (id),
        batch_row INTEGER,
        params TEXT NOT NULL,
        is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)),
        request TEXT NOT NULL,
        resolve_after INTEGER,
        state TEXT NOT NULL CHECK (state IN ('queued', 'in_flight', 'retry_wait', 'delivered', 'rejected', 'failed',
                                             'unknown', 'cancelled')),
        reason TEXT,
        status INTEGER,
        latency_ms REAL,
        answer TEXT,
        vendor_message TEXT,
        retry_at TEXT,
        decided_by TEXT,
        decided_at TEXT,
        CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
        CHECK (decided_by IS NULL OR state IN ('delivered', 'failed')),
        CHECK ((batch_id IS NULL) = (batch_row IS NULL))
      ) STRICT;
      INSERT INTO sends_4 (rowid, id, client_request_id, at, provider, kind, destination_id, destination_name,
          environment, host, action, summary, incident_key, effect, origin, params, is_whole, request, state, reason,
          status, latency_ms, answer, vendor_message)
        SELECT rowid, id, client_request_id, at, provider, kind, destination_id, destination_name, environment, host,
          action, summary, incident_key,
          CASE lower(action) WHEN 'trigger' THEN 'opens' WHEN 'critical' THEN 'opens' WHEN 'warning' THEN 'opens'
            WHEN 'unknown' THEN 'opens' WHEN 'acknowledge' THEN 'acknowledges' WHEN 'acknowledged' THEN 'acknowledges'
            WHEN 'acknowledgement' THEN 'acknowledges' WHEN 'resolve' THEN 'resolves' WHEN 'ok' THEN 'resolves'
            WHEN 'recovery' THEN 'resolves' ELSE 'none' END,
          'window', params, 0, request, state, reason, status, latency_ms, answer, vendor_message
        FROM sends;
      CREATE TABLE attempts_4 (
        send_id TEXT NOT NULL REFERENCES sends_4 (id) ON DELETE CASCADE,
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
      INSERT INTO attempts_4 (send_id, n, started_at, ended_at, phase, error, status, state)
        SELECT send_id, n, started_at, ended_at, phase, error, attempts.status,
               CASE WHEN sends.state IN ('queued', 'in_flight') THEN NULL ELSE sends.state END
        FROM attempts JOIN sends ON sends.id = send_id;
      DROP TABLE attempts;
      DROP TABLE sends;
      ALTER TABLE sends_4 RENAME TO sends;
      ALTER TABLE attempts_4 RENAME TO attempts;
      CREATE INDEX sends_under_way ON sends (state) WHERE state IN ('queued', 'in_flight', 'retry_wait');
      CREATE INDEX sends_of_incident ON sends (incident_key, destination_id) WHERE incident_key IS NOT NULL;
      -- what may keep another message about the same incident from leaving
      CREATE INDEX sends_that_count ON sends (incident_key, destination_id, state)
        WHERE incident_key IS NOT NULL AND state IN ('unknown', 'delivered');
      -- rows of a batch and a state come in their order; rows are added in the order of their numbers
      CREATE INDEX sends_of_batch ON sends (batch_id, state) WHERE batch_id IS NOT NULL;
      CREATE INDEX sends_by_facet ON sends (provider, environment, destination_id, state);
      CREATE INDEX sends_by_time ON sends (at);

      ${SEND_RULES}
      -- found through the view: see migration 3. b is the batch; what is under way has one mark, whatever it waits for,
      -- because a mark that changes has the whole row indexed anew
      CREATE VIEW send_texts (n, summary, incident_key, host, destination_name, vendor_message, answer_body, marks) AS
        SELECT rowid, summary, incident_key, host, destination_name, vendor_message, json_extract(answer, '$.body'),
               char(57344) || 'p' || hex(sends.provider) || ' ' || char(57344) || 'e' || hex(sends.environment) || ' ' ||
               char(57344) || 'd' || hex(sends.destination_id) || ' ' || char(57344) || 's' || CASE WHEN sends.state IN ('queued', 'in_flight', 'retry_wait')
                THEN hex('waiting') ELSE hex(sends.state) END ||
               coalesce(' ' || char(57344) || 'b' || hex(sends.batch_id), '')
        FROM sends;
      INSERT INTO send_search (send_search) VALUES ('rebuild');
      CREATE TRIGGER sends_search_insert AFTER INSERT ON sends
      BEGIN
        INSERT INTO send_search (rowid, summary, incident_key, host, destination_name, vendor_message, answer_body, marks)
        VALUES (NEW.rowid, NEW.summary, NEW.incident_key, NEW.host, NEW.destination_name, NEW.vendor_message,
                json_extract(NEW.answer, '$.body'),
                char(57344) || 'p' || hex(NEW.provider) || ' ' || char(57344) || 'e' || hex(NEW.environment) || ' ' ||
                char(57344) || 'd' || hex(NEW.destination_id) || ' ' || char(57344) || 's' || CASE WHEN NEW.state IN ('queued', 'in_flight', 'retry_wait')
                THEN hex('waiting') ELSE hex(NEW.state) END ||
                coalesce(' ' || char(57344) || 'b' || hex(NEW.batch_id), ''));
      END;
      CREATE TRIGGER sends_search_delete AFTER DELETE ON sends
      BEGIN
        INSERT INTO send_search (send_search, rowid, summary, incident_key, host, destination_name, vendor_message, answer_body, marks)
        VALUES ('delete', OLD.rowid, OLD.summary, OLD.incident_key, OLD.host, OLD.destination_name, OLD.vendor_message,
                json_extract(OLD.answer, '$.body'),
                char(57344) || 'p' || hex(OLD.provider) || ' ' || char(57344) || 'e' || hex(OLD.environment) || ' ' ||
                char(57344) || 'd' || hex(OLD.destination_id) || ' ' || char(57344) || 's' || CASE WHEN OLD.state IN ('queued', 'in_flight', 'retry_wait')
                THEN hex('waiting') ELSE hex(OLD.state) END ||
                coalesce(' ' || char(57344) || 'b' || hex(OLD.batch_id), ''));
      END;
      CREATE TRIGGER sends_search_update
      AFTER UPDATE OF summary, incident_key, host, destination_name, vendor_message, answer, provider, environment,
        destination_id, state, batch_id ON sends
      WHEN OLD.state IS NOT NEW.state
          AND NOT (OLD.state IN ('queued', 'in_flight', 'retry_wait')
            AND NEW.state IN ('queued', 'in_flight', 'retry_wait'))
        OR OLD.answer IS NOT NEW.answer OR OLD.vendor_message IS NOT NEW.vendor_message
        OR OLD.incident_key IS NOT NEW.incident_key OR OLD.summary IS NOT NEW.summary OR OLD.host IS NOT NEW.host
        OR OLD.destination_name IS NOT NEW.destination_name OR OLD.provider IS NOT NEW.provider
        OR OLD.environment IS NOT NEW.environment OR OLD.destination_id IS NOT NEW.destination_id
        OR OLD.batch_id IS NOT NEW.batch_id
      BEGIN
        INSERT INTO send_search (send_search, rowid, summary, incident_key, host, destination_name, vendor_message, answer_body, marks)
        VALUES ('delete', OLD.rowid, OLD.summary, OLD.incident_key, OLD.host, OLD.destination_name, OLD.vendor_message,
                json_extract(OLD.answer, '$.body'),
                char(57344) || 'p' || hex(OLD.provider) || ' ' || char(57344) || 'e' || hex(OLD.environment) || ' ' ||
                char(57344) || 'd' || hex(OLD.destination_id) || ' ' || char(57344) || 's' || CASE WHEN OLD.state IN ('queued', 'in_flight', 'retry_wait')
                THEN hex('waiting') ELSE hex(OLD.state) END ||
                coalesce(' ' || char(57344) || 'b' || hex(OLD.batch_id), ''));
        INSERT INTO send_search (rowid, summary, incident_key, host, destination_name, vendor_message, answer_body, marks)
        VALUES (NEW.rowid, NEW.summary, NEW.incident_key, NEW.host, NEW.destination_name, NEW.vendor_message,
                json_extract(NEW.answer, '$.body'),
                char(57344) || 'p' || hex(NEW.provider) || ' ' || char(57344) || 'e' || hex(NEW.environment) || ' ' ||
                char(57344) || 'd' || hex(NEW.destination_id) || ' ' || char(57344) || 's' || CASE WHEN NEW.state IN ('queued', 'in_flight', 'retry_wait')
                THEN hex('waiting') ELSE hex(NEW.state) END ||
                coalesce(' ' || char(57344) || 'b' || hex(NEW.batch_id), ''));
      END;
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
      CREATE TRIGGER sends_hour_insert AFTER INSERT ON sends
      BEGIN
        INSERT INTO send_hours VALUES (substr(NEW.at, 1, 13), NEW.rowid, NEW.rowid)
          ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last);
      END;

      -- what the sends about one key at one destination come to; sends are the truth, this is to find them by
      CREATE TABLE incidents (
        destination_id TEXT NOT NULL,
        key TEXT NOT NULL,
        provider TEXT NOT NULL,
        destination_name TEXT NOT NULL,
        environment TEXT NOT NULL CHECK (environment IN ('sandbox', 'test', 'production')),
        host TEXT NOT NULL,
        summary TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved', 'unknown')),
        opened_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        sends INTEGER NOT NULL,
        opened_by TEXT NOT NULL,
        -- the last row that counts in it: what comes behind is added, what comes before has it counted anew
        last_row INTEGER NOT NULL,
        resolve_at TEXT,
        resolve_problem TEXT,
        PRIMARY KEY (destination_id, key)
      ) STRICT;
      CREATE INDEX incidents_by_change ON incidents (state, changed_at, destination_id, key);
      CREATE INDEX incidents_to_resolve ON incidents (resolve_at) WHERE resolve_at IS NOT NULL;
      -- one that is looked after elsewhere: nothing up to this row counts for it any more
      CREATE TABLE forgotten_incidents (
        destination_id TEXT NOT NULL,
        key TEXT NOT NULL,
        last_row INTEGER NOT NULL,
        PRIMARY KEY (destination_id, key)
      ) STRICT, WITHOUT ROWID;
      -- an incident whose beginning is forgotten has nothing left to show
      CREATE TRIGGER incidents_go_with_their_opening AFTER DELETE ON sends WHEN OLD.incident_key IS NOT NULL
      BEGIN
        DELETE FROM incidents
          WHERE destination_id = OLD.destination_id AND key = OLD.incident_key AND opened_by = OLD.id;
      END;
      -- those of the sends before this version are counted at the next start
      INSERT INTO history_settings VALUES ('incidents', 'uncounted');
    `,
  },
];
