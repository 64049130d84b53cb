import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '#renderer/host/client.ts';
import type { VaultStatus } from '#shared/model/vault.ts';

/** Undefined until it is known. */
export function useVaultStatus(): VaultStatus | undefined {
  return useQuery(api.vault.status.queryOptions({ input: {} })).data;
}

/** Takes in what a call on the vault gave back, and has everything read again that depends on it. */
export function useVaultTaken(): (status: VaultStatus) => void {
  const queries = useQueryClient();
  return useCallback(
    (status) => {
      queries.setQueryData(api.vault.status.queryKey({ input: {} }), status);
      void queries.invalidateQueries({ queryKey: api.secrets.key() });
    },
    [queries],
  );
}
