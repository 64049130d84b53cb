/** What travels between the test and the emulated main process. `id` is the page's port. */
export type ToMain =
  | { readonly kind: 'connect'; readonly id: number; readonly channel: string }
  | { readonly kind: 'message'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'close'; readonly id: number };

export type FromMain =
  | {
      readonly kind: 'ready';
      readonly origin: string;
      readonly url: string;
      readonly webPreferences: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'posted'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'closed'; readonly id: number };
