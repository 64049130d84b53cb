import type { ComposePage } from './pages/compose-page.ts';
import { replies, type Reply } from './recorder.ts';

/** What tells the vendors apart for a test that is the same for all of them. */
export type Vendor = {
  readonly name: string;
  /** Where the vendor's own address has its path. */
  readonly path: string;
  /** Label of the key → a made-up value, in the order in which the request names them. */
  readonly keys: Readonly<Record<string, string>>;
  readonly accepted: { readonly status: string; readonly reply: Reply };
  readonly sandbox: string;
  /** The field that the list of sends shows. */
  readonly title: string;
  /** Types an alert with all that is hard on bytes in it. */
  compose(page: ComposePage): Promise<void>;
};

const HARD = 'Größe "91 %" \\ \t<b>&amp;</b> 🔥 \u2028 Zeile';
const DETAILS = '{"count": 12345678901234567890, "ratio": 1.10, "who": "Zoë 🚒", "list": [1, {"a": null}]}';

export const vendors: readonly Vendor[] = [
  {
    name: 'PagerDuty',
    path: '/v2/enqueue',
    keys: { 'Routing key': 'e2e0a41fe2e0a41fe2e0a41fe2e0a41f' },
    accepted: { status: '202', reply: replies.pagerdutyAccepted },
    sandbox: 'sandbox-pagerduty',
    title: 'Summary',
    async compose(page) {
      await page.choice('Action', 'Trigger').check();
      await page.field('Summary').fill(HARD);
      await page.choice('Severity', 'Warning').check();
      await page.field('Source').fill('db-eu-west-07');
      await page.field('Dedup key').fill('e2e/ключ 1');
      await page.editJsonAsText('Custom details');
      await page.field('Custom details').fill(DETAILS);
      await page.unfold('Links and images');
      await page.form.getByRole('button', { name: 'Add a link' }).click();
      const link = page.form.getByRole('group', { name: 'Link 1' });
      await link.getByRole('textbox', { name: 'Address' }).fill('https://runbooks.example.net/?a=1&b="2"');
      await link.getByRole('textbox', { name: 'Text' }).fill('Runbook “1”');
    },
  },
  {
    name: 'BigPanda',
    path: '/data/v2/alerts',
    keys: { 'Org token': 'e2e-token-3d90e2e-token-3d90e2e1', 'App key': 'e2e-app-key-e15a' },
    accepted: { status: '201', reply: replies.bigpandaCreated },
    sandbox: 'sandbox-bigpanda',
    title: 'Description',
    async compose(page) {
      await page.choice('Status', 'Critical').check();
      await page.field('Host').fill('billing-api-3');
      await page.field('Check').fill('CPU overloaded');
      await page.field('Description').fill(HARD);
      await page.field('Cluster').fill('billing');
    },
  },
  {
    name: 'VictorOps',
    path: '/integrations/generic/20131114/alert',
    keys: { 'API key': '558e7ebc-1f2e-4d2c-8f0a-e2e0000008c4' },
    accepted: { status: '200', reply: replies.victoropsTaken },
    sandbox: 'sandbox-victorops',
    title: 'Display name',
    async compose(page) {
      await page.choice('Message type', 'Critical').check();
      await page.field('Display name').fill('Kafka lag 1.2 M on orders-eu 🔥');
      await page.field('State message').fill(HARD);
      await page.field('Entity ID').fill('orders/lag eu');
      await page.field('Routing key').fill('platform-drill');
    },
  },
];
