import { describe, expect, it } from 'vitest';
import type { Destination, DestinationInput } from '#shared/model/destination.ts';
import type { Secret, SecretInput } from '#shared/model/secret.ts';
import { findProvider } from '#shared/providers/registry.ts';
import {
  blankDestination,
  destinationForm,
  keysFor,
  slotState,
  toForm,
  whyEnterAgain,
} from './destination-form.ts';
import { saveDestination } from './save-destination.ts';

const provider = findProvider('bigpanda');
if (provider === undefined) throw new Error('The registry has BigPanda.');
const [first, second] = provider.slots.map((slot) => slot.id) as [string, string];
const now = '2026-11-20T22:36:04.118Z';

const secret = (id: string, slot: string): Secret => ({
  id,
  label: `key ${id}`,
  provider: 'bigpanda',
  slot,
  boundOrigin: 'https://api.bigpanda.io',
  createdAt: now,
  updatedAt: now,
  lastUsedAt: null,
  last4: 'a41f',
  byteLength: 32,
  kept: 'vault',
});
const staging: Destination = {
  id: 'staging',
  name: 'bigpanda-staging',
  provider: 'bigpanda',
  environment: 'test',
  url: 'https://api.bigpanda.io/data/v2/alerts',
  settings: {},
  secrets: { [first]: 's1', [second]: 's2' },
  resolveAfter: null,
  builtIn: false,
  updatedAt: now,
};
const kept = [secret('s1', first), secret('s2', second)];

/** An engine that remembers what it was asked, and can be made to refuse the destination. */
function engine() {
  const asked = { set: [] as SecretInput[], saved: [] as DestinationInput[] };
  let refusing = false;
  const client = {
    secrets: {
      set: (input: SecretInput) => {
        asked.set.push(input);
        return Promise.resolve(secret(input.id ?? `new${asked.set.length}`, input.slot));
      },
    },
    destinations: {
      save: (input: DestinationInput) => {
        if (refusing) return Promise.reject(new Error('refused'));
        asked.saved.push(input);
        return Promise.resolve({
          ...input,
          id: input.id ?? 'made',
          resolveAfter: null,
          builtIn: false,
          updatedAt: now,
        });
      },
    },
  };
  return { asked, client: client as never, refuse: (refuses: boolean) => (refusing = refuses) };
}

const parts = (client: never) => ({
  client,
  provider,
  secrets: kept,
  destinations: [staging],
  vaultIsShut: false,
  made: new Map<string, string>(),
});

describe('saving a destination', () => {
  it('binds each typed key to the origin of the address, and names it in the destination', async () => {
    const { asked, client } = engine();
    const form = destinationForm.parse({
      ...blankDestination(provider),
      name: 'new one',
      keys: { [first]: 'aaaaaaaaaaaaaaaaaaaa', [second]: 'bbbbbbbbbbbbbbbbbbbb' },
    });
    await saveDestination(parts(client), form);
    const origin = new URL(form.url).origin;
    expect(asked.set.map(({ id, boundOrigin }) => ({ id, boundOrigin }))).toEqual([
      { id: undefined, boundOrigin: origin },
      { id: undefined, boundOrigin: origin },
    ]);
    expect(asked.saved[0]?.secrets).toEqual({ [first]: 'new1', [second]: 'new2' });
    expect(asked.saved[0]).not.toHaveProperty('keys');
  });

  it('says after how long what is opened there resolves itself, as it was typed', async () => {
    const { asked, client } = engine();
    const form = destinationForm.parse({
      ...toForm(staging, provider),
      resolves: { pick: 'other', amount: '90', unit: '60' },
    });
    await saveDestination(parts(client), form);
    expect(asked.saved[0]?.resolveAfter).toBe(5400);
    expect(asked.saved[0]).not.toHaveProperty('resolves');
  });

  it('keeps what is no time from being saved, and says why', () => {
    const { error } = destinationForm.safeParse({
      ...toForm(staging, provider),
      resolves: { pick: 'other', amount: 'soon', unit: '60' },
    });
    expect(error?.issues).toEqual([
      expect.objectContaining({ path: ['resolves'], message: expect.stringContaining('as a number') }),
    ]);
  });

  it('leaves keys that nobody typed as they are', async () => {
    const { asked, client } = engine();
    await saveDestination(parts(client), destinationForm.parse(toForm(staging, provider)));
    expect(asked.set).toEqual([]);
    expect(asked.saved[0]?.secrets).toEqual(staging.secrets);
  });

  it('replaces the value of a key in place, but not of one that another destination uses too', async () => {
    const { asked, client } = engine();
    const form = destinationForm.parse({
      ...toForm(staging, provider),
      keys: { [first]: 'cccccccccccccccccccc' },
    });
    await saveDestination(parts(client), form);
    await saveDestination({ ...parts(client), destinations: [staging, { ...staging, id: 'other' }] }, form);
    expect(asked.set.map(({ id }) => id)).toEqual(['s1', undefined]);
  });

  it('drops a key that may not go to the new address', async () => {
    const { asked, client } = engine();
    const form = destinationForm.parse({
      ...toForm(staging, provider),
      url: 'https://proxy.example.net/data',
    });
    await saveDestination(parts(client), form);
    expect(asked.saved[0]?.secrets).toEqual({});
  });

  it('makes no second key when the first try at saving failed half-way', async () => {
    const { asked, client, refuse } = engine();
    const all = { ...parts(client), secrets: [] };
    const form = destinationForm.parse({
      ...blankDestination(provider),
      name: 'new one',
      keys: { [first]: 'aaaaaaaaaaaaaaaaaaaa' },
    });
    refuse(true);
    await expect(saveDestination(all, form)).rejects.toThrow('refused');
    refuse(false);
    await saveDestination(all, form);
    expect(asked.set.map(({ id }) => id)).toEqual([undefined, 'new1']);
    expect(asked.saved[0]?.secrets).toEqual({ [first]: 'new1' });
  });
});

describe('while the vault is shut', () => {
  it('the keys that nobody can list stay with the destination', async () => {
    const { asked, client } = engine();
    const all = { ...parts(client), secrets: [], vaultIsShut: true };
    await saveDestination(all, destinationForm.parse(toForm(staging, provider)));
    expect(asked.saved[0]?.secrets).toEqual(staging.secrets);
    expect(slotState('s1', [], staging.url, true).kind).toBe('locked');
  });
});

describe('a key that is there already', () => {
  const other = { ...secret('s3', first), boundOrigin: 'https://eu-api.bigpanda.io' };
  const fromEnvironment: Secret = {
    ...secret('env:BP', ''),
    provider: '',
    boundOrigin: '',
    kept: 'environment',
  };
  it('is offered for its own slot and its own host only', () => {
    const offered = keysFor(provider, first, staging.url, [...kept, other, fromEnvironment]);
    expect(offered.map(({ id }) => id)).toEqual(['s1', 'env:BP']);
    expect(keysFor(provider, first, 'not an address', [...kept, other])).toEqual([]);
  });
});

describe('the keys of a destination', () => {
  it('have to be entered again when the address moves to another origin, and for no other change of it', () => {
    const at = (url: string) => slotState('s1', kept, url).kind;
    expect(at('https://api.bigpanda.io/other/path')).toBe('kept');
    expect(at('https://api.bigpanda.io:8443/data')).toBe('bound-elsewhere');
    expect(at('https://eu.api.bigpanda.io/data')).toBe('bound-elsewhere');
    expect(at('not an address yet')).toBe('kept');
  });

  it('are said to be gone when the engine has forgotten them', () => {
    const state = slotState('s9', kept, staging.url);
    expect(state.kind).toBe('gone');
    expect(whyEnterAgain([state])).toContain('memory only');
    expect(whyEnterAgain([slotState('s1', kept, staging.url)])).toBeNull();
  });

  it('are refused with the reason when they are no keys', () => {
    const form = { ...blankDestination(provider), name: 'n', keys: { [first]: 'two words' } };
    const checked = destinationForm.safeParse(form);
    expect(checked.error?.issues[0]).toMatchObject({ path: ['keys', first] });
    expect(checked.error?.issues[0]?.message).toContain('no spaces');
  });
});
