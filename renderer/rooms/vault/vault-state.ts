import type { ProtectorStatus, VaultState, VaultStatus } from '#shared/model/vault.ts';
import type { IconName } from '#renderer/ui/Icon.tsx';

/** There is nothing that could be opened or lost, so a vault can be made. */
export function canBeSetUp(status: Pick<VaultStatus, 'state' | 'protectors' | 'hasBackup'>): boolean {
  if (status.state === 'ABSENT') return true;
  return status.state === 'UNPROTECTED_BACKEND' && status.protectors.length === 0 && !status.hasBackup;
}

/** Keys may be in it that nobody can name before it is opened. The engine keeps to the same three states. */
export function isShut(status: Pick<VaultStatus, 'state'> | undefined): boolean {
  return status !== undefined && !['UNLOCKED', 'ABSENT', 'UNPROTECTED_BACKEND'].includes(status.state);
}

/** A passphrase could open it. */
export function takesPassphrase({ state, protectors }: Pick<VaultStatus, 'state' | 'protectors'>): boolean {
  return (
    !['UNLOCKED', 'TAMPERED', 'CORRUPT', 'MISSING', 'TOO_NEW', 'IO_ERROR'].includes(state) &&
    protectors.some(({ type }) => type === 'passphrase')
  );
}

export type VaultStep = 'retry' | 'restore-previous' | 'start-anew';

/** What can be done where the vault does not simply open; the first is the one to try. */
export function stepsFor({
  state,
  hasBackup,
}: Pick<VaultStatus, 'state' | 'hasBackup'>): readonly VaultStep[] {
  const previous: readonly VaultStep[] = hasBackup ? ['restore-previous'] : [];
  const steps: Record<VaultState, readonly VaultStep[]> = {
    ABSENT: [],
    UNLOCKED: [],
    UNPROTECTED_BACKEND: [],
    LOCKED_PASSPHRASE: ['start-anew'],
    WRONG_PASSPHRASE: ['start-anew'],
    LOCKED_RETRY: ['retry'],
    KEY_LOST: ['retry', 'start-anew'],
    BACKEND_CHANGED: ['retry', 'start-anew'],
    MISSING: [...previous, 'retry', 'start-anew'],
    TAMPERED: [...previous, 'retry', 'start-anew'],
    CORRUPT: [...previous, 'retry', 'start-anew'],
    TOO_NEW: ['retry', 'start-anew'],
    IO_ERROR: ['retry'],
  };
  return steps[state];
}

export function vaultIcon(status: Pick<VaultStatus, 'state' | 'protectors' | 'hasBackup'>): IconName {
  if (canBeSetUp(status)) return 'vault';
  if (status.state === 'UNLOCKED') return 'unlock';
  if (status.state === 'LOCKED_RETRY') return 'clock';
  return takesPassphrase(status) ? 'lock' : 'warning';
}

const backends: Readonly<Record<string, string>> = {
  gnome_libsecret: 'GNOME libsecret',
  kwallet: 'KWallet',
  kwallet5: 'KWallet 5',
  kwallet6: 'KWallet 6',
};
const platforms: Readonly<Record<string, string>> = { darwin: 'macOS keychain', win32: 'Windows DPAPI' };

/** "GNOME libsecret", "macOS keychain". */
export function keyringName({
  platform = '',
  backend = '',
}: Pick<ProtectorStatus, 'platform' | 'backend'>): string {
  return backends[backend] ?? platforms[platform] ?? backend;
}
