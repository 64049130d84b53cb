/**
 * The proxy that the environment names for an address, or null: HTTPS_PROXY, else ALL_PROXY, unless NO_PROXY names the
 * host. Lower case wins, as curl has it. Only for https: plain http goes to this computer and nowhere else.
 */
export function environmentProxy(env: NodeJS.ProcessEnv, url: URL): string | null {
  if (url.protocol !== 'https:') return null;
  const proxy = first(env, 'https_proxy') ?? first(env, 'all_proxy');
  if (proxy === undefined) return null;
  return isExempt(first(env, 'no_proxy') ?? '', url) ? null : withScheme(proxy);
}

function first(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return [env[name], env[name.toUpperCase()]]
    .find((value) => value !== undefined && value.trim() !== '')
    ?.trim();
}

function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** `example.com` and `.example.com` both mean the name and all below it; a port has to be the same one. */
function isExempt(list: string, url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? '443' : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      if (name === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
      const bare = name.replace(/^\*?\./, '');
      return host === bare || host.endsWith(`.${bare}`);
    });
}
