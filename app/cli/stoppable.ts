/**
 * Runs something that Ctrl+C stops in an orderly way: what has not left never does, what is under way is written down
 * as unknown. A second Ctrl+C ends the program at once.
 */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = () => {
    process.off('SIGINT', abort).off('SIGTERM', abort);
    stop.abort();
  };
  process.on('SIGINT', abort).on('SIGTERM', abort);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}
