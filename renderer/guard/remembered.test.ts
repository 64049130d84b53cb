import { expect, it } from 'vitest';
import { forget, remember, rememberedUntil } from './remembered.ts';

it('a destination is not asked about for ten minutes, and others are', () => {
  remember('prod', 1000);
  expect(rememberedUntil('prod', 1000)).toBe(601_000);
  expect(rememberedUntil('prod', 600_999)).toBe(601_000);
  expect(rememberedUntil('prod', 601_000)).toBeNull();
  expect(rememberedUntil('other', 1000)).toBeNull();
  forget('prod');
  expect(rememberedUntil('prod', 1000)).toBeNull();
});
