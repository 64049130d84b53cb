import type { SafeStorage } from 'electron';
import type { OsKeyring } from '#main/vault/protectors/os-keyring.ts';

/**
 * This computer's keyring, through the asynchronous half of safeStorage; the other half is gone in Electron 46.
 * Whether it protects anything is not asked here, because safeStorage says yes to that in every case.
 */
export function osKeyring(safeStorage: SafeStorage, platform: NodeJS.Platform): OsKeyring {
  return {
    platform,
    backend: () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    async decrypt(blob) {
      // an object, not the text: what comes with it says whether the system's key was changed
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(blob);
      return { result, shouldReEncrypt };
    },
  };
}
