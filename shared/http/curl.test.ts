// oxlint-disable-next-line no-restricted-imports -- only a shell can say what a shell makes of it
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { providers } from '#shared/providers/registry.ts';
import { secretVariable, toCurl } from './curl.ts';
import type { HttpRequest } from './http-request.ts';

/** A curl that prints how many arguments the shell gave it, and each; NUL is what no argument can contain. */
const STUB = `curl() { printf '%s\\0' "$#" "$@"; }`;

/** What each command's curl was given. */
function run(commands: readonly string[], variables: Record<string, string> = {}): string[][] {
  const env = { PATH: process.env['PATH'] ?? '', ...variables };
  const printed = execFileSync('sh', [], {
    env,
    encoding: 'utf8',
    input: [STUB, ...commands, ''].join('\n'),
  });
  const words = printed.split('\0');
  return commands.map(() => words.splice(0, Number(words.shift())));
}

const request = (parts: Partial<HttpRequest>): HttpRequest => ({
  method: 'POST',
  url: 'https://events.pagerduty.com/v2/enqueue',
  headers: [['Content-Type', 'application/json']],
  body: '{}',
  ...parts,
});

test('the command, as it is copied', () => {
  const body = `{"routing_key":"${secretVariable('Payments key')}","summary":"it's down"}`;
  expect(toCurl(request({ body }))).toBe(
    [
      "curl -X POST 'https://events.pagerduty.com/v2/enqueue' \\",
      "  -H 'Content-Type: application/json' \\",
      `  --data-raw '{"routing_key":"'"\${FIREDRILL_SECRET_PAYMENTS_KEY}"'","summary":"it'\\''s down"}'`,
    ].join('\n'),
  );
});

describe('what the shell makes of it', () => {
  test('is the request, whatever was typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            "'",
            '"',
            '`',
            '$',
            '\\',
            '$(id)',
            '${HOME}',
            '!',
            '\n',
            ' ',
            ';',
            '&',
            '*',
            '~',
            '@',
            '%',
            'a',
          ),
        )
        .map((parts) => parts.join('')),
    );
    // an argument is bytes: half a surrogate pair and NUL cannot be in one, and are in no JSON body either
    const argument = typed.map((value) => value.toWellFormed().replaceAll('\0', ''));
    const requests = fc
      .record({ path: argument, header: argument, body: argument })
      .map(({ path, header, body }) =>
        request({ url: `https://x.example/${path}`, headers: [['X-Typed', header]], body }),
      );
    fc.assert(
      fc.property(fc.array(requests, { minLength: 30, maxLength: 60 }), (sent) => {
        const received = run(sent.map(toCurl));
        for (const [index, { url, headers, body }] of sent.entries()) {
          const flags = ['--globoff', '--path-as-is'];
          expect(received[index]?.filter((value) => !flags.includes(value))).toEqual([
            '-X',
            'POST',
            url,
            '-H',
            `X-Typed: ${headers[0]?.[1]}`,
            '--data-raw',
            body,
          ]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('has the secrets of the environment in their places', () => {
    const secret = secretVariable('Prod / VictorOps');
    const sent = request({ url: `https://x.example/alert/${secret}/team`, body: `{"k":"${secret}"}` });
    const [received = []] = run([toCurl(sent)], { FIREDRILL_SECRET_PROD_VICTOROPS: 'a b"$(id)*' });
    expect(received[2]).toBe('https://x.example/alert/a b"$(id)*/team');
    expect(received.at(-1)).toBe('{"k":"a b"$(id)*"}');
  });

  test('a typed name of a secret is only text', () => {
    const body = '{"summary":"${FIREDRILL_SECRET_PROD}"}';
    const [received = []] = run([toCurl(request({ body }))], { FIREDRILL_SECRET_PROD: 'leaked' });
    expect(received.at(-1)).toBe(body);
  });

  test.each(
    providers.flatMap((provider) =>
      provider.kinds.map((kind) => ({ provider, kind, id: `${provider.id} ${kind.id}` })),
    ),
  )('the example of $id arrives whole', ({ provider, kind }) => {
    const target = { url: provider.endpoints[0]?.url ?? '', settings: {} };
    const real = kind.toRequest(target, kind.example, (slot) => `value-of-${slot}`);
    const shown = kind.toRequest(target, kind.example, secretVariable);
    const variables = Object.fromEntries(
      provider.slots.map(({ id }) => [`FIREDRILL_SECRET_${id.toUpperCase()}`, `value-of-${id}`]),
    );
    expect(run([toCurl(shown)], variables)[0]).toEqual([
      '-X',
      'POST',
      real.url,
      ...real.headers.flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      '--data-raw',
      real.body,
    ]);
  });
});

test('curl is kept from reading patterns, dots and options into the address', () => {
  expect(toCurl(request({ url: 'http://[::1]:7311/' }))).toContain('curl -X POST --globoff ');
  expect(toCurl(request({ url: 'https://x.example/{a,b}' }))).toContain('--globoff');
  expect(toCurl(request({ url: 'https://x.example/a/../b' }))).toContain('--path-as-is');
  expect(toCurl(request({ url: '-o/etc/passwd' }))).toContain("--url '-o/etc/passwd'");
  expect(toCurl(request({ url: '' }))).toContain("curl -X POST '' \\");
});

test('a secret’s variable has a name that every shell takes', () => {
  const command = toCurl(request({ body: secretVariable('Ähm! ') }));
  expect(run([command], { FIREDRILL_SECRET_HM: 'x' })[0]?.at(-1)).toBe('x');
  expect(toCurl(request({ body: secretVariable('…') }))).toContain('"${FIREDRILL_SECRET_KEY}"');
});
