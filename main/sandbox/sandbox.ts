import {
  type Emulator,
  emptyAnswer,
  jsonAnswer,
  type SandboxAnswer,
  type SandboxDestination,
  type SandboxSecret,
} from './emulator.ts';
import { createInbox, type InboxEntry } from './inbox.ts';
import { createIncidentBook, type SandboxIncident } from './incidents.ts';
import { shownPath, shownText } from './mask.ts';
import { emulators as createEmulators } from './registry.ts';
import { listenOnLoopback, type Received } from './server.ts';

export type Sandbox = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  readonly destinations: readonly SandboxDestination[];
  /** The newest 200 requests that came to be answered, newest first. */
  inbox(): readonly InboxEntry[];
  /** Of all vendors, the one that changed last first. */
  incidents(): readonly SandboxIncident[];
  /** Resolves when nothing is connected any more. */
  close(): Promise<void>;
};

/** The rules of one request, as many as anybody reads. */
const MAX_RULES = 20;

/** Starts the stand-ins for the vendors. Rejects where the port is taken. */
export async function openSandbox(
  options: { readonly port?: number; readonly now?: () => number } = {},
): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const inbox = createInbox();
  const shown = (text: string): string => shownText(text, secrets);
  const emulators: readonly Emulator[] = createEmulators.map((create) =>
    create((provider) => createIncidentBook(provider, shown)),
  );
  const secrets: readonly SandboxSecret[] = emulators.flatMap((emulator) => emulator.destination('').secrets);

  const server = await listenOnLoopback(options.port ?? 0, (received) => {
    const at = now();
    const emulator = emulators.find((emulator) => received.path.startsWith(emulator.prefix)) ?? null;
    const answer = answerOf(emulator, received, at);
    inbox.add({
      time: new Date(at).toISOString(),
      provider: emulator?.provider ?? null,
      method: received.method,
      path: shown(shownPath(emulator?.shownPath(received.path) ?? received.path, secrets)),
      status: answer.status,
      rules: answer.rules.slice(0, MAX_RULES).map(shown),
      incident: answer.incident,
    });
    return answer;
  });
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    origin,
    destinations: emulators.map((emulator) => emulator.destination(origin)),
    inbox: () => inbox.list(),
    incidents: () =>
      emulators
        .flatMap((emulator) => emulator.incidents())
        .toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)),
    close: () => server.close(),
  };
}

function answerOf(emulator: Emulator | null, received: Received, at: number): SandboxAnswer {
  const { body } = received;
  if (body === null)
    return emptyAnswer(413, ['The request is larger than 1 MiB; the sandbox reads no further.']);
  if (emulator === null) {
    return jsonAnswer(404, { error: 'No vendor has this path.' }, ['No vendor has this path.']);
  }
  return emulator.handle({ ...received, body, receivedAt: at });
}
