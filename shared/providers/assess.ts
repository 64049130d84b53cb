import { masked } from '#shared/model/secret.ts';
import { urlProblem } from '#shared/model/destination.ts';
import type { Params } from '#shared/model/draft.ts';
import { byteLength, grouped } from '#shared/text/measure.ts';
import type { Finding, MessageKind, Target } from './provider.ts';

export type Assessment = {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** What was looked at and holds, in words. */
  readonly passed: readonly string[];
};

/** Every rule of a message kind, and those that hold for all. The form, the engine and the command line ask this. */
export function assess(kind: MessageKind, params: Params, target: Target | null, now: number): Assessment {
  const findings: Finding[] = [];
  const passed: string[] = [];
  for (const rule of kind.rules) {
    const found = rule.check(params, now);
    if (found.length === 0) passed.push(rule.passed);
    findings.push(...found);
  }
  if (target !== null) {
    const problem = urlProblem(target.url);
    if (problem === null) passed.push('The address is one that Firedrill may send to.');
    else findings.push({ level: 'error', message: problem, path: ['destination'] });
  }
  if (kind.bodyLimit !== null && target !== null && !findings.some((finding) => finding.level === 'error')) {
    const bytes = byteLength(kind.toRequest(target, params, masked).body);
    const limit = kind.bodyLimit;
    if (bytes > limit) {
      findings.push({
        level: 'error',
        message: `The request is ${grouped(bytes)} bytes; ${grouped(limit)} are allowed. Nothing would be taken.`,
        path: [],
      });
    } else passed.push(`The request is within ${grouped(limit)} bytes.`);
  }
  return {
    errors: findings.filter((finding) => finding.level === 'error'),
    warnings: findings.filter((finding) => finding.level === 'warning'),
    passed,
  };
}
