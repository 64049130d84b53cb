// @ts-check
// Runs before anything is installed: Node built-ins only, and nothing happens on import.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');
export const CACHE = path.join(ROOT, '.cache');
const MODULES = path.join(ROOT, 'node_modules');
const INSTALLED = path.join(MODULES, '.firedrill-installed');
const BUILT = path.join(ROOT, 'dist', '.firedrill-built');
const NODE_MAJOR = '24';

/** Something a person has to put right; its message is all there is to print. */
export class SetupError extends Error {}

/** Words about set-up go to stderr, so that stdout stays for what was asked. @param {string} words */
export function say(words) {
  process.stderr.write(`firedrill: ${words}\n`);
}

/** @param {string} file @returns {unknown} */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {unknown} value */
export function writeJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Runs `main` of a script; a problem in set-up is told in words, anything else with its stack. @param {() => Promise<number>} main */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}

/** Installs from the lock file, unless what is there came from it. */
export function ensureInstalled(root = ROOT) {
  const stampFile = path.join(root, path.relative(ROOT, INSTALLED));
  const stamp = installStamp(root);
  if (read(stampFile) === stamp) return;
  if (!installedByHand(root)) {
    say('installing what package-lock.json names (once; about a minute)…');
    const npm = npmCommand();
    const result = spawnSync(
      npm.command,
      [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: root,
        env: withoutModules(process.env),
        stdio: ['ignore', 2, 2],
        shell: npm.shell,
      },
    );
    if (result.status !== 0) {
      throw new SetupError(
        [
          `npm ci failed${result.error === undefined ? '' : ` (${result.error.message})`}; its words are above. Nothing was built or started.`,
          'Behind a proxy, npm needs to know it: npm config set proxy http://host:port, and https-proxy likewise,',
          'or HTTPS_PROXY in the environment. A company registry: npm config set registry https://…',
        ].join('\n'),
      );
    }
  }
  writeFileSync(stampFile, stamp);
}

/** Changes when another `npm ci` would install something else. */
export function installStamp(root = ROOT) {
  const manifest = /** @type {Record<string, unknown>} */ (readJson(path.join(root, 'package.json')) ?? {});
  const wanted = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'].map(
    (key) => manifest[key],
  );
  return createHash('sha256')
    .update(`${process.platform} ${process.arch}\n`)
    .update(JSON.stringify(wanted))
    .update(read(path.join(root, 'package-lock.json')) ?? '')
    .digest('hex');
}

/**
 * Somebody ran `npm ci` or `npm install` themselves: npm leaves its own list of what it put there, and that agrees
 * with the lock file. Packages that npm may leave out (other platforms) need not be in it.
 */
export function installedByHand(root = ROOT) {
  const lock = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (lock === undefined || present === undefined) return false;
  return Object.entries(lock).every(
    ([where, wanted]) =>
      where === '' ||
      (present[where] === undefined
        ? wanted.optional === true || wanted.devOptional === true || wanted.peer === true
        : present[where].version === wanted.version),
  );
}

/** @param {string} file @returns {Record<string, { version?: string; optional?: boolean; devOptional?: boolean; peer?: boolean }> | undefined} */
function packagesOf(file) {
  const lock = /** @type {{ packages?: any } | undefined} */ (readJson(file));
  return lock?.packages;
}

/** A Node 24 to run everything with, whatever `npm` itself runs on. */
export function node24(root = ROOT) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const shipped = path.join(
    root,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    name,
  );
  if (existsSync(shipped)) return shipped;
  if (process.versions.node.startsWith(`${NODE_MAJOR}.`)) return process.execPath;
  for (const candidate of onPath(name)) {
    const { stdout } = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
    if (stdout?.startsWith(`v${NODE_MAJOR}.`)) return candidate;
  }
  throw new SetupError(
    [
      `Firedrill runs on Node ${NODE_MAJOR}, and this is ${process.version}.`,
      process.platform === 'darwin'
        ? `On macOS bring it yourself: brew install node@${NODE_MAJOR}, or https://nodejs.org.`
        : `For ${process.platform} ${process.arch} npm has none: get it from https://nodejs.org, and run this again.`,
    ].join('\n'),
  );
}

/** What is built, and must be there for a build to be one. */
const OUTPUTS = [
  'renderer/index.html',
  'web/web.js',
  'cli/cli.js',
  'electron/electron.js',
  'preload/preload.cjs',
];

/** Builds, unless the sources are what they were at the last build. Needs `ensureInstalled` first. */
export function ensureBuilt() {
  const stamp = buildStamp();
  const complete = OUTPUTS.every((output) => existsSync(path.join(ROOT, 'dist', output)));
  if (complete && read(BUILT) === stamp) return;
  say('building…');
  const vite = path.join(MODULES, 'vite', 'bin', 'vite.js');
  const result = spawnSync(node24(), [vite, 'build', '--app', '--logLevel', 'error'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) throw new SetupError('The build failed; what Vite says is above.');
  writeFileSync(BUILT, stamp);
}

/** Content, not times: a checkout of the same sources is not a reason to build again. */
export function buildStamp(root = ROOT) {
  const hash = createHash('sha256');
  const files = ['app', 'main', 'shared', 'renderer']
    .flatMap((folder) => sources(path.join(root, folder)))
    .concat(['vite.config.ts', 'package.json', 'package-lock.json'].map((file) => path.join(root, file)));
  for (const file of files) {
    hash.update(`${path.relative(root, file)}\0`).update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$|^tsconfig/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/** The start file of a package's command, to be run with `node24()`: the same on every platform, no shell. @param {string} name @param {string} [command] */
export function toolFile(name, command = name) {
  const manifest = /** @type {{ bin?: string | Record<string, string> } | undefined} */ (
    readJson(path.join(MODULES, name, 'package.json'))
  );
  const file = typeof manifest?.bin === 'string' ? manifest.bin : manifest?.bin?.[command];
  if (file === undefined) throw new SetupError(`${name} is not installed. Run npm ci.`);
  return path.join(MODULES, name, file);
}

/** Every file of this name in PATH. @param {string} name */
export function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .filter((file) => existsSync(file) && statSync(file).isFile());
}

/** npm as it was started, but never on a Node inside of the folder that `npm ci` empties. */
function npmCommand() {
  const cli = process.env['npm_execpath'];
  const inside = process.execPath.startsWith(MODULES);
  if (cli !== undefined && cli.endsWith('.js') && existsSync(cli)) {
    const node = inside
      ? onPath(path.basename(process.execPath)).find((file) => !file.startsWith(MODULES))
      : process.execPath;
    if (node !== undefined) return { command: node, args: [cli], shell: false };
  }
  const windows = process.platform === 'win32';
  return { command: windows ? 'npm.cmd' : 'npm', args: [], shell: windows };
}

/** @param {NodeJS.ProcessEnv} env */
function withoutModules(env) {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => !folder.startsWith(MODULES));
  return { ...env, PATH: folders.join(path.delimiter) };
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
