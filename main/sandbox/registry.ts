import { createBigpanda } from './bigpanda.ts';
import type { CreateEmulator } from './emulator.ts';
import { createPagerduty } from './pagerduty.ts';
import { createVictorops } from './victorops.ts';

/** A fourth vendor is one line here. */
export const emulators: readonly CreateEmulator[] = [createPagerduty, createBigpanda, createVictorops];
