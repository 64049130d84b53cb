import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import { findProvider } from '#shared/providers/registry.ts';

export function VendorTag({ id }: { readonly id: string }) {
  const provider = findProvider(id);
  return <ProviderTag tag={provider?.tag ?? '?'} name={provider?.name ?? id} />;
}
