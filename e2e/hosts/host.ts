import type { Page } from '@playwright/test';

/** A running Firedrill with its page, whichever program it is. */
export type Host = {
  readonly page: Page;
  /** The address that the web host printed last; the desktop app has none. */
  readonly address: string;
  /** Another connected tab. Throws on the desktop. */
  openTab(): Promise<Page>;
  /** Ends the program as a person would, and returns when it is gone. */
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does, as a power cut would. */
  kill(): Promise<void>;
};
