import { describe, expect, test } from 'vitest';
import { destinationInput, isLoopback, urlProblem } from './destination.ts';

describe('an address', () => {
  test.each([
    'https://events.pagerduty.com/v2/enqueue',
    'https://gateway.example.net:8443/a?b=c',
    'http://127.0.0.1:7311/v2/enqueue',
    'http://127.9.9.9/',
    'http://localhost:7311',
    'http://[::1]:7311',
  ])('%s may be sent to', (url) => {
    expect(urlProblem(url)).toBeNull();
  });

  test.each([
    ['', 'missing'],
    ['events.pagerduty.com', 'not an address'],
    ['http://events.pagerduty.com', 'Plain http'],
    ['http://127.0.0.1.example.net', 'Plain http'],
    ['http://localhost.example.net', 'Plain http'],
    ['http://192.168.0.1', 'Plain http'],
    ['ftp://events.pagerduty.com', 'start with https://'],
    ['javascript:alert(1)', 'start with https://'],
    ['file:///etc/passwd', 'start with https://'],
    ['https://user@events.pagerduty.com', 'user name'],
    ['https://:pass@events.pagerduty.com', 'user name'],
    ['https://events.pagerduty.com/#x', 'after #'],
  ])('%s may not', (url, words) => {
    expect(urlProblem(url)).toContain(words);
  });

  test('counts as this computer only by its own names', () => {
    expect(['localhost', '127.0.0.1', '[::1]'].every(isLoopback)).toBe(true);
    expect(['127.0.0.1.nip.io', 'localhost.', '128.0.0.1', '::1', ''].some(isLoopback)).toBe(false);
  });
});

test('a destination needs a name and an address, and cannot be made a part of the sandbox', () => {
  const input = {
    name: ' oncall ',
    provider: 'pagerduty',
    environment: 'test',
    url: 'https://x.example',
    settings: {},
    secrets: {},
  };
  expect(destinationInput.parse(input)).toMatchObject({ name: 'oncall' });
  expect(destinationInput.safeParse({ ...input, name: ' ' }).success).toBe(false);
  expect(destinationInput.safeParse({ ...input, environment: 'sandbox' }).success).toBe(false);
  expect(destinationInput.safeParse({ ...input, builtIn: true }).success).toBe(false);
  expect(
    destinationInput.safeParse({ ...input, url: 'http://x.example' }).error?.issues[0]?.message,
  ).toContain('Plain http');
});
