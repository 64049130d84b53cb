/**
 * The states of a send as the database itself enforces them, of migration 4: whatever the program does wrong, the
 * record stays true. Changed only by a further migration once that one is out.
 */
export const SEND_RULES = `
      -- which way a send may go: nothing may skip the attempt, and nothing that has ended begins again but what a
      -- person decides about an unknown one
      CREATE TRIGGER sends_go_their_way BEFORE UPDATE OF state ON sends
      WHEN NOT (OLD.state = NEW.state
        OR (OLD.state = 'queued' AND NEW.state IN ('in_flight', 'cancelled'))
        OR (OLD.state = 'in_flight' AND NEW.state IN ('retry_wait', 'delivered', 'rejected', 'failed', 'unknown',
                                                      'cancelled'))
        OR (OLD.state = 'retry_wait' AND NEW.state IN ('in_flight', 'failed', 'unknown', 'cancelled'))
        OR (OLD.state = 'unknown' AND NEW.state = 'in_flight')
        OR (OLD.state = 'unknown' AND NEW.state IN ('delivered', 'failed') AND NEW.decided_by IS NOT NULL))
      BEGIN
        SELECT raise(ABORT, 'a send does not go that way');
      END;
      -- an outcome is written once; whatever comes later is a new attempt or a decision, never a correction
      CREATE TRIGGER sends_keep_their_outcome BEFORE UPDATE OF state, reason, status, answer, vendor_message ON sends
      WHEN OLD.state IN ('delivered', 'rejected', 'failed', 'cancelled')
      BEGIN
        SELECT raise(ABORT, 'this send has ended');
      END;
      -- under way is what has an attempt that has begun and not ended, and nothing else is
      CREATE TRIGGER sends_leave_with_an_attempt BEFORE UPDATE OF state ON sends
      WHEN OLD.state <> NEW.state AND NEW.state = 'in_flight'
        AND NOT EXISTS (SELECT 1 FROM attempts WHERE send_id = NEW.id AND ended_at IS NULL)
      BEGIN
        SELECT raise(ABORT, 'this send has no attempt');
      END;
      CREATE TRIGGER sends_end_with_their_attempt BEFORE UPDATE OF state ON sends
      WHEN OLD.state <> NEW.state AND NEW.state <> 'in_flight'
        AND EXISTS (SELECT 1 FROM attempts WHERE send_id = NEW.id AND ended_at IS NULL)
      BEGIN
        SELECT raise(ABORT, 'an attempt of this send has not ended');
      END;
      CREATE TRIGGER attempts_keep_what_they_proved BEFORE UPDATE ON attempts WHEN OLD.ended_at IS NOT NULL
      BEGIN
        SELECT raise(ABORT, 'this attempt has ended');
      END;
      -- accepted is what an attempt was accepted, or what a person says of an unknown one
      CREATE TRIGGER sends_are_answered_in_an_attempt BEFORE UPDATE OF state ON sends
      WHEN NEW.state IN ('delivered', 'rejected') AND NEW.decided_by IS NULL
        AND NOT EXISTS (SELECT 1 FROM attempts WHERE send_id = NEW.id AND attempts.state = NEW.state)
      BEGIN
        SELECT raise(ABORT, 'no attempt of this send was answered so');
      END;
      -- once an attempt is in doubt, no later one takes the doubt away except by being accepted; a person may
      CREATE TRIGGER sends_keep_their_doubt BEFORE UPDATE OF state ON sends
      WHEN NEW.state IN ('rejected', 'failed', 'cancelled') AND NEW.decided_by IS NULL
        AND EXISTS (SELECT 1 FROM attempts WHERE send_id = NEW.id AND attempts.state = 'unknown')
      BEGIN
        SELECT raise(ABORT, 'an attempt of this send is unknown');
      END;
      CREATE TRIGGER sends_are_decided_once BEFORE UPDATE OF decided_by, decided_at ON sends
      WHEN NEW.decided_by IS NOT OLD.decided_by AND (OLD.state <> 'unknown' OR OLD.decided_by IS NOT NULL)
      BEGIN
        SELECT raise(ABORT, 'only an unknown send is decided, and once');
      END;

      -- how many rows of a batch are in which state; what retention forgets still counts
      CREATE TABLE batch_counts (
        batch_id TEXT NOT NULL REFERENCES batches (id),
        state TEXT NOT NULL,
        sends INTEGER NOT NULL,
        PRIMARY KEY (batch_id, state)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER batches_count_insert AFTER INSERT ON sends WHEN NEW.batch_id IS NOT NULL
      BEGIN
        INSERT INTO batch_counts VALUES (NEW.batch_id, NEW.state, 1) ON CONFLICT DO UPDATE SET sends = sends + 1;
      END;
      CREATE TRIGGER batches_count_update AFTER UPDATE OF state ON sends
      WHEN NEW.batch_id IS NOT NULL AND OLD.state <> NEW.state
      BEGIN
        UPDATE batch_counts SET sends = sends - 1 WHERE batch_id = OLD.batch_id AND state = OLD.state;
        INSERT INTO batch_counts VALUES (NEW.batch_id, NEW.state, 1) ON CONFLICT DO UPDATE SET sends = sends + 1;
      END;
`;
