import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleFor, openTestEngine, type TestEngine } from '#main/testing/test-engine.ts';

const alertIn = async ({ client }: TestEngine) => {
  const destination = (await client.destinations.list({})).find(({ provider }) => provider === 'pagerduty');
  if (destination === undefined) throw new Error('no destination');
  return exampleFor(destination, 'alert');
};

test('on top of a history that was damaged nothing is sent until somebody says that they know', async () => {
  const before = await openTestEngine();
  const { dataDir } = before;
  await before.client.sends.send(await alertIn(before));
  await before.engine.close();
  truncateSync(join(dataDir, 'history.db'), 3000);

  const damaged = await openTestEngine({ dataDir });
  expect(await damaged.client.app.info({})).toMatchObject({
    history: 'started-anew',
    historyAwaitsAcceptance: true,
  });
  const alert = await alertIn(damaged);
  await expect(damaged.client.sends.send(alert)).rejects.toMatchObject({
    code: 'HISTORY_NOT_ACCEPTED',
    data: { condition: 'started-anew' },
  });
  await damaged.engine.close();

  const again = await openTestEngine({ dataDir });
  expect(await again.client.app.info({}), 'a restart is no acceptance').toMatchObject({
    history: 'started-anew',
    historyAwaitsAcceptance: true,
  });
  expect(await again.client.history.acceptCondition({})).toMatchObject({ historyAwaitsAcceptance: false });
  const sent = await again.client.sends.send(await alertIn(again));
  expect(sent.state).toBe('delivered');
  await again.engine.close();

  const last = await openTestEngine({ dataDir });
  expect(await last.client.app.info({})).toMatchObject({ history: 'ok', historyAwaitsAcceptance: false });
  await last.close();
});
