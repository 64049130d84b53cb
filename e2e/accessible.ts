import { AxeBuilder } from '@axe-core/playwright';
import { type App, expect } from './fixtures.ts';

/** No rule of axe is broken on what the page shows now. Does not end the test, so that all places are told. */
export async function expectAccessible(
  { page }: Pick<App, 'page'>,
  place: string,
  except: Readonly<Record<string, { enabled: boolean }>> = {},
) {
  // axe looks at colours as they are, also half-way through fading in
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  );
  const { violations } = await new AxeBuilder({ page })
    // WCAG 2.2's own, which axe leaves off by default
    .options({ rules: { 'target-size': { enabled: true }, ...except } })
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  }));
  expect.soft(found, place).toEqual([]);
}
