// @ts-check

export const USAGE = `npm start -- [options]

  --web              serve to a browser on 127.0.0.1, also where the desktop app could run
  --port <number>    port of the web host; 0, the default, takes a free one
  --no-open          print the address of the web host, open nothing
  --data-dir <dir>   where drafts, history and destinations are kept
  --retry-electron   try again to fetch Electron after it once could not be fetched
  --help             this`;

/**
 * `web`: why it is the web host, where that was asked for.
 * `passed`: what goes on to the program.
 * @typedef {{ help: boolean; web: string | undefined; retryElectron: boolean; passed: string[] }} StartOptions
 */

/** @param {readonly string[]} args @returns {StartOptions | { problem: string }} */
export function startOptions(args) {
  /** @type {StartOptions} */
  const options = { help: false, web: undefined, retryElectron: false, passed: [] };
  for (let index = 0; index < args.length; index++) {
    const [flag, inline] = split(args[index] ?? '');
    const value = () => inline ?? args[++index];
    if (flag === '--help' || flag === '-h') options.help = true;
    else if (flag === '--web') options.web = 'asked for with --web';
    else if (flag === '--retry-electron') options.retryElectron = true;
    else if (flag === '--no-open') {
      options.web ??= '--no-open opens no window';
      options.passed.push(flag);
    } else if (flag === '--port') {
      const port = value();
      if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
        return { problem: '--port takes a number from 0 to 65535.' };
      }
      options.web ??= '--port is for the web host';
      options.passed.push(flag, port);
    } else if (flag === '--data-dir') {
      const folder = value();
      if (folder === undefined || folder === '') return { problem: '--data-dir takes a folder.' };
      // one word: Chromium's command line knows no other form
      options.passed.push(`--data-dir=${folder}`);
    } else return { problem: `There is no ${flag}.` };
  }
  return options;
}

/** @param {string} arg @returns {[string, string?]} */
function split(arg) {
  const at = arg.indexOf('=');
  return arg.startsWith('--') && at > 0 ? [arg.slice(0, at), arg.slice(at + 1)] : [arg];
}
