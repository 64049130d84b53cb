import { keepCopies } from './copied-text.ts';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { vendors } from './sample-alerts.ts';

for (const vendor of vendors) {
  test(`${vendor.name}: what arrives is what the preview shows, to the byte`, async ({ app, recorder }) => {
    const compose = composePage(app.page);
    const vault = vaultPage(app.page);
    recorder.answer(vendor.accepted.reply);
    await vault.open();
    await vault.add({
      provider: vendor.name,
      name: 'recorder',
      url: recorder.origin + vendor.path,
      keys: vendor.keys,
    });
    await compose.open();
    await compose.chooseProvider(vendor.name);
    await compose.chooseDestination('recorder');
    await vendor.compose(compose);

    const copied = await keepCopies(app.page);
    await compose.preview.getByRole('button', { name: 'Exact bytes' }).click();
    await compose.preview.getByRole('button', { name: 'Copy what is shown' }).click();
    const shown = await copied();
    for (const value of Object.values(vendor.keys)) expect(shown).not.toContain(value);

    await compose.send('Accepted');
    await expect(compose.result).toContainText(vendor.accepted.status);
    const [received] = recorder.requests;
    expect(received?.toString('utf8')).toBe(withKeys(onTheWire(shown), Object.values(vendor.keys)));
    expect(recorder.requests).toHaveLength(1);
  });
}

/** Heads end their lines with CR LF, which text in a page cannot show. */
function onTheWire(shown: string): string {
  const end = shown.indexOf('\n\n') + 2;
  return shown.slice(0, end).replaceAll('\n', '\r\n') + shown.slice(end);
}

function withKeys(text: string, values: readonly string[]): string {
  const left = [...values];
  return text.replaceAll(/«secret:[^»]*»/g, () => left.shift() ?? 'no key left');
}
