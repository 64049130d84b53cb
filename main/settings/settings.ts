import type { DatabaseSync } from 'node:sqlite';
import { type Settings, settings } from '#shared/model/settings.ts';

export type SettingsStore = {
  readonly get: () => Settings;
  set(value: Settings): void;
};

const BLANK: Settings = { proxy: { mode: 'system' }, caFile: null };

export function openSettings(workspace: DatabaseSync): SettingsStore {
  const read = workspace.prepare("SELECT value FROM settings WHERE name = 'network'");
  const write = workspace.prepare(
    "INSERT INTO settings VALUES ('network', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  return {
    get() {
      const value = read.get()?.['value'];
      return typeof value === 'string' ? settings.parse(JSON.parse(value)) : BLANK;
    },
    set: (value) => void write.run(JSON.stringify(value)),
  };
}
