import type { Page } from '@playwright/test';

/** A call of the contract, for what no page can start yet. On the web host only: there it is a request of the tab. */
export async function callEngine(page: Page, call: string, input: object): Promise<unknown> {
  return page.evaluate(
    async ({ call, input }) => {
      const response = await fetch(`/rpc/${call}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${sessionStorage.getItem('firedrill.token') ?? ''}`,
        },
        body: JSON.stringify({ json: input }),
      });
      const answer = (await response.json()) as { json: unknown };
      if (!response.ok) throw new Error(`${call}: ${JSON.stringify(answer.json)}`);
      return answer.json;
    },
    { call, input },
  );
}
