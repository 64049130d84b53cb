import type { Live } from '#main/live/live.ts';
import { type Network, proxyProblem } from '#main/network/network.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { os } from './os.ts';

export type SettingsParts = {
  readonly settings: SettingsStore;
  readonly network: Network;
  readonly live: Live;
};

export function settingsRoutes({ settings, network, live }: SettingsParts) {
  return os.settings.router({
    get: os.settings.get.handler(() => network.status()),
    set: os.settings.set.handler(async ({ input, errors }) => {
      const problem = input.proxy.mode === 'manual' ? manualProblem(input.proxy.url) : null;
      if (problem !== null) throw errors.BAD_SETTING({ data: { problem } });
      const before = settings.get();
      settings.set(input);
      const status = await network.status();
      // a file that was no good before does not keep somebody from changing the proxy
      if (status.caProblem !== null && input.caFile !== before.caFile) {
        settings.set(before);
        throw errors.BAD_SETTING({ data: { problem: status.caProblem } });
      }
      live.changed('settings');
      return status;
    }),
  });
}

function manualProblem(url: string): string | null {
  const problem = proxyProblem(url);
  if (problem !== null) return problem;
  const { username, password } = new URL(url);
  if (username === '' && password === '') return null;
  return 'A user name or password is not kept here. Put the whole address into the variable HTTPS_PROXY of the environment, and choose “As the system says”.';
}
