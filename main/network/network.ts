import { isLoopback } from '#shared/model/destination.ts';
import type { Settings, SettingsStatus } from '#shared/model/settings.ts';
import { readCaFile } from './certificates.ts';
import { environmentProxy } from './environment-proxy.ts';

/** How one request gets out. */
export type Route = {
  /** `http://` or `https://`, perhaps with a user name and password; null for straight. */
  readonly proxy: string | null;
  /** Authorities (PEM) that are trusted beside the usual ones. */
  readonly extraCa: readonly string[];
};

export type Network = {
  /** Throws `NoRoute`, with the reason in words, when the settings cannot be followed. */
  route(url: string): Promise<Route>;
  status(): Promise<SettingsStatus>;
};

class NoRoute extends Error {
  override readonly name = 'NoRoute';
  readonly code = 'FIREDRILL_NO_ROUTE';
}

/** What the system says about the way to an address, as a PAC file does: "PROXY proxy.example:8080; DIRECT". */
export type SystemProxy = (url: string) => Promise<string>;

type Parts = {
  readonly settings: () => Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly systemProxy: SystemProxy | null;
  readonly now: () => Date;
};

export function openNetwork({ settings, env, systemProxy, now }: Parts): Network {
  async function proxyFor(url: URL): Promise<string | null> {
    // what is on this computer is never asked of another
    if (url.protocol !== 'https:' || isLoopback(url.hostname)) return null;
    const { proxy } = settings();
    if (proxy.mode === 'none') return null;
    if (proxy.mode === 'manual') return checkedProxy(proxy.url);
    const named = environmentProxy(env, url);
    if (named !== null) return checkedProxy(named);
    return systemProxy === null ? null : fromPac(await systemProxy(url.href));
  }
  const caOf = ({ caFile }: Settings) => (caFile === null ? null : readCaFile(caFile, now()));
  return {
    async route(url) {
      const ca = caOf(settings());
      if (ca?.ok === false) throw new NoRoute(ca.problem);
      return { proxy: await proxyFor(new URL(url)), extraCa: ca?.certificates ?? [] };
    },
    async status() {
      const current = settings();
      const ca = caOf(current);
      return {
        settings: current,
        ...(await proxyStatus(proxyFor)),
        caProblem: ca?.ok === false ? ca.problem : null,
        caSubjects: ca?.ok === true ? [...ca.subjects] : [],
      };
    },
  };
}

/** Of a vendor that every provider's way leads past: proxies are rarely chosen by host. */
const SAMPLE = new URL('https://alerts.example.com/');

async function proxyStatus(
  proxyFor: (url: URL) => Promise<string | null>,
): Promise<Pick<SettingsStatus, 'proxyInUse' | 'proxyProblem'>> {
  try {
    const proxy = await proxyFor(SAMPLE);
    return { proxyInUse: proxy === null ? null : new URL(proxy).origin, proxyProblem: null };
  } catch (error) {
    if (!(error instanceof NoRoute)) throw error;
    return { proxyInUse: null, proxyProblem: error.message };
  }
}

/** Why a proxy cannot be used, in words, or null. */
export function proxyProblem(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) return 'The proxy’s address is not one. It looks like http://proxy.example.com:8080.';
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    return `Firedrill can use a proxy over http or https, not over ${parsed.protocol.replace(':', '')}.`;
  }
  return null;
}

function checkedProxy(url: string): string {
  const problem = proxyProblem(url);
  if (problem !== null) throw new NoRoute(problem);
  return url;
}

/** The first that is named; what follows it is for when it fails, and a send that fails says so instead. */
function fromPac(said: string): string | null {
  const [kind = 'DIRECT', place = ''] = (said.split(';')[0] ?? '').trim().split(/\s+/);
  switch (kind.toUpperCase()) {
    case 'DIRECT':
      return null;
    case 'PROXY':
      return checkedProxy(`http://${place}`);
    case 'HTTPS':
      return checkedProxy(`https://${place}`);
    default:
      throw new NoRoute(
        `The system names a ${kind} proxy, which Firedrill cannot use. Name one over http in the settings, or none.`,
      );
  }
}
