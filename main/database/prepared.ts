import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Filters make statements of many shapes, and a shape that comes again is not worth compiling again. */
const MOST = 64;
const known = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** As `database.prepare`, but remembers the last ones. The statement must not be under way when it is asked for again. */
export function prepared(database: DatabaseSync, text: string): StatementSync {
  const statements = known.get(database) ?? new Map<string, StatementSync>();
  known.set(database, statements);
  const statement = statements.get(text) ?? database.prepare(text);
  statements.delete(text);
  statements.set(text, statement);
  const [oldest] = statements.keys();
  if (statements.size > MOST && oldest !== undefined) statements.delete(oldest);
  return statement;
}
