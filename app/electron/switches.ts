/** Switches that take a wall down, and that Electron's fuses do not cover. */
const REFUSED = [
  /^remote-debugging-(?:port|pipe)$/,
  /^inspect(?:-.*)?$/,
  /^js-flags$/,
  /^no-sandbox$/,
  /^disable-web-security$/,
  /^ignore-certificate-errors(?:-.*)?$/,
  /^host-rules$/,
  /^host-resolver-rules$/,
  /^load-extension$/,
  /^user-data-dir$/,
];

/** The first switch that a packaged Firedrill does not start with, or null. */
export function refusedSwitch(argv: readonly string[]): string | null {
  for (const argument of argv.slice(1)) {
    const [name = '', value] = argument.replace(/^--?/, '').split('=', 2);
    if (!argument.startsWith('-')) continue;
    if (REFUSED.some((pattern) => pattern.test(name))) return name;
    if (name === 'password-store' && value === 'basic') return argument.replace(/^--?/, '');
  }
  return null;
}
