/** Beside this file, as source or as built; the build makes a program of it (`vite.config.ts`). */
export function workerFile(): URL {
  const name = `./history-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
  return new URL(name, import.meta.url);
}
