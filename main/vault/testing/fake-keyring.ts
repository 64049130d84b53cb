import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { OsKeyring } from '#main/vault/protectors/os-keyring.ts';

type Behaviour =
  | 'works'
  | 'pending'
  | 'unavailable'
  | 'rejects'
  | 'garbage'
  | 'wrong shape'
  | 'another key'
  | 'bent key';

export type FakeKeyring = OsKeyring & {
  behaviour: Behaviour;
  name: string;
  tag: string;
  shouldReEncrypt: boolean;
  encrypted: string[];
};

/** Behaves as Chromium's encryptors do: marked, reversible, and without any check of what it decrypts. */
export function fakeKeyring(set: Partial<FakeKeyring> = {}): FakeKeyring {
  const key = randomBytes(16);
  const counter = Buffer.alloc(16);
  const keyring: FakeKeyring = {
    platform: 'linux',
    behaviour: 'works',
    name: 'gnome_libsecret',
    tag: 'v11',
    shouldReEncrypt: false,
    encrypted: [],
    backend: () => keyring.name,
    async encrypt(text) {
      await trouble(keyring.behaviour);
      keyring.encrypted.push(text);
      const cipher = createCipheriv('aes-128-ctr', key, counter);
      return Buffer.concat([Buffer.from(keyring.tag), cipher.update(text), cipher.final()]);
    },
    async decrypt(blob) {
      await trouble(keyring.behaviour);
      const decipher = createDecipheriv('aes-128-ctr', keyFor(key, keyring.behaviour), counter);
      const text = Buffer.concat([decipher.update(blob.subarray(3)), decipher.final()]).toString();
      const { shouldReEncrypt } = keyring;
      // in shape, but for some bits of the key: what an unchecked cipher makes of a damaged blob
      const bent = (_: string, first: string) => `fdk1:${first === 'A' ? 'B' : 'A'}`;
      if (keyring.behaviour === 'bent key')
        return { result: text.replace(/^fdk1:(.)/, bent), shouldReEncrypt };
      if (keyring.behaviour === 'garbage') return { result: 'fdk1:AAAA:AAAA', shouldReEncrypt };
      // what the synchronous call would return, and what a careless port passes on
      if (keyring.behaviour === 'wrong shape')
        return text as unknown as { result: string; shouldReEncrypt: false };
      return { result: text, shouldReEncrypt };
    },
    ...set,
  };
  return keyring;
}

function keyFor(key: Buffer, behaviour: Behaviour): Buffer {
  return behaviour === 'another key' ? Buffer.alloc(16) : key;
}

async function trouble(behaviour: Behaviour): Promise<void> {
  if (behaviour === 'pending') await new Promise(() => {});
  if (behaviour === 'unavailable')
    throw new Error('safeStorage is temporarily unavailable. Try again later.');
  if (behaviour === 'rejects') throw new Error('Error while decrypting the ciphertext');
}
