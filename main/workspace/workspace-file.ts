import type { Destination, DestinationInput } from '#shared/model/destination.ts';
import { type ImportPlan, type WorkspaceFile, workspaceFile } from '#shared/model/workspace-file.ts';
import { splitUrl } from '#shared/http/http-request.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { isTooDeep } from '#main/json-depth.ts';

/** One's own destinations as a file's text: no ids, no secrets, nothing of the sandbox. */
export function toWorkspaceFile(destinations: readonly Destination[]): string {
  const file: WorkspaceFile = {
    firedrill: 'destinations/1',
    destinations: destinations.flatMap(({ name, provider, environment, url, settings }) =>
      environment === 'sandbox' ? [] : [{ name, provider, environment, url, settings }],
    ),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export type ImportStep = { readonly plan: ImportPlan[number]; readonly input: DestinationInput };
export type Import =
  | { readonly ok: true; readonly steps: readonly ImportStep[] }
  | { readonly ok: false; readonly problem: string };

/** What taking in a file would do to `own`. Changes nothing; a file that cannot be taken in whole is not taken in at all. */
export function planImport(content: string, own: readonly Destination[]): Import {
  const file = read(content);
  if (typeof file === 'string') return { ok: false, problem: file };
  const seen = new Set<string>();
  const steps: ImportStep[] = [];
  for (const from of file.destinations) {
    const key = `${from.provider}\n${from.name}`;
    if (seen.has(key)) return { ok: false, problem: `“${from.name}” is in the file twice.` };
    if (findProvider(from.provider) === undefined) {
      return {
        ok: false,
        problem: `“${from.name}” is for ${from.provider}, which this Firedrill does not know.`,
      };
    }
    seen.add(key);
    const url = new URL(from.url).href;
    const old = own.find(({ name, provider }) => name === from.name && provider === from.provider);
    const isSame = old !== undefined && isEqual({ ...from, url }, old);
    // keys are bound to a host: one that a file points elsewhere must not come along
    const losesKeys = old !== undefined && splitUrl(old.url).origin !== splitUrl(url).origin && hasKeys(old);
    const secrets = old === undefined || losesKeys ? {} : old.secrets;
    steps.push({
      plan: { name: from.name, provider: from.provider, does: does(old, isSame), losesKeys },
      input: { ...from, url, secrets, ...(old === undefined ? {} : { id: old.id }) },
    });
  }
  return { ok: true, steps };
}

/** The file, or in words why it is none. */
function read(content: string): WorkspaceFile | string {
  if (isTooDeep(content)) return 'The file is nested too deep to be one of Firedrill.';
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return 'The file is not JSON.';
  }
  const parsed = workspaceFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')})`;
  return `The file is not a list of destinations${where}: ${issue?.message ?? 'it has another shape.'}`;
}

const hasKeys = ({ secrets }: Destination) => Object.keys(secrets).length > 0;

function does(old: Destination | undefined, isSame: boolean): ImportPlan[number]['does'] {
  if (old === undefined) return 'add';
  return isSame ? 'nothing' : 'replace';
}

function isEqual(a: WorkspaceFile['destinations'][number], b: Destination): boolean {
  const settings = (of: Readonly<Record<string, string>>) =>
    JSON.stringify(Object.entries(of).toSorted(([one], [two]) => (one < two ? -1 : 1)));
  return a.environment === b.environment && a.url === b.url && settings(a.settings) === settings(b.settings);
}
