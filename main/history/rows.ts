import { type Attempt, attempt, type Send, type SendSummary, send, sendSummary } from '#shared/model/send.ts';

type Row = Readonly<Record<string, unknown>>;

/** The columns of a summary, of a table or view that is called `sends`. */
export const SUMMARY_COLUMNS = `sends.id, sends.at, sends.provider, sends.kind, sends.destination_id,
  sends.destination_name, sends.environment, sends.host, sends.action, sends.summary, sends.incident_key,
  sends.effect, sends.origin, sends.batch_id, sends.state, sends.reason, sends.status, sends.latency_ms`;

export function summaryFromRow(row: Row): SendSummary {
  return sendSummary.parse(summaryFields(row));
}

export function sendFromRow(row: Row, attempts: readonly Row[]): Send {
  return send.parse({
    ...summaryFields(row),
    params: JSON.parse(String(row['params'])),
    request: JSON.parse(String(row['request'])),
    answer: typeof row['answer'] === 'string' ? JSON.parse(row['answer']) : null,
    vendorMessage: row['vendor_message'],
    attempts: attempts.map(attemptFromRow),
    retryAt: row['retry_at'],
    decision: row['decided_by'] === null ? null : { by: row['decided_by'], at: row['decided_at'] },
    resolveAfter: row['resolve_after'],
    batchRow: row['batch_row'],
    isWhole: row['is_whole'] === 1,
  });
}

function summaryFields(row: Row): object {
  return {
    id: row['id'],
    at: row['at'],
    provider: row['provider'],
    kind: row['kind'],
    destination: {
      id: row['destination_id'],
      name: row['destination_name'],
      environment: row['environment'],
      host: row['host'],
    },
    action: row['action'],
    summary: row['summary'],
    incidentKey: row['incident_key'],
    effect: row['effect'],
    origin: row['origin'],
    batchId: row['batch_id'],
    state: row['state'],
    reason: row['reason'],
    status: row['status'],
    latencyMs: row['latency_ms'],
  };
}

function attemptFromRow(row: Row): Attempt {
  return attempt.parse({
    n: row['n'],
    startedAt: row['started_at'],
    endedAt: row['ended_at'],
    phase: row['phase'],
    error: row['error'],
    status: row['status'],
    state: row['state'],
  });
}
