import { type Json, number, text } from '#shared/json/json.ts';
import type { Params } from '#shared/model/draft.ts';
import { durationInWords, epochUnit, isoSeconds, readIsoTime } from '#shared/text/time.ts';
import type { Finding, Rule } from './provider.ts';

const WHOLE = /^\d{1,20}$/;
const CLOCKS_DIFFER_BY = 60_000;

/** As a number; what is not one stays text, so that the preview shows what was typed. */
export function epochSeconds(typed: string): Json | undefined {
  if (typed === '') return undefined;
  return WHOLE.test(typed) ? number(BigInt(typed).toString()) : text(typed);
}

/** For the vendors that count seconds since 1970. Both take other units in silence, and mean another millennium. */
export function epochSecondsRule<P extends Params>(key: keyof P & string, vendor: string): Rule<P> {
  return {
    id: `${key}.epoch`,
    passed: 'Time is in whole seconds since 1970, and not ahead.',
    check: (params, now) => {
      const typed = params[key];
      return typeof typed !== 'string' || typed === '' ? [] : check<P>(key, typed, now, vendor);
    },
  };
}

function check<P extends Params>(key: string, typed: string, now: number, vendor: string): Finding<P>[] {
  const useNow = fixWith<P>(key, 'Use now', String(Math.floor(now / 1000)));
  if (!WHOLE.test(typed)) {
    const time = readIsoTime(typed.trim());
    const fix =
      time === null || time.milliseconds < 0
        ? useNow
        : fixWith<P>(key, 'Use seconds', String(Math.floor(time.milliseconds / 1000)));
    const message = `${vendor} takes the time as whole seconds since 1970, such as ${Math.floor(now / 1000)}.`;
    return [{ level: 'error', message, path: [key], fix }];
  }
  const count = BigInt(typed);
  const unit = epochUnit(count);
  if (unit.perSecond !== 1n) {
    const seconds = String(count / unit.perSecond);
    const message = `${key} looks like ${unit.name}. ${vendor} counts seconds and would take it for a time far ahead.`;
    return [{ level: 'warning', message, path: [key], fix: fixWith<P>(key, `Use ${seconds}`, seconds) }];
  }
  const ahead = Number(count) * 1000 - now;
  if (ahead < CLOCKS_DIFFER_BY) return [];
  const message = `${key} is ${durationInWords(ahead)} in the future (${isoSeconds(Number(count) * 1000)}).`;
  return [{ level: 'warning', message, path: [key], fix: useNow }];
}

function fixWith<P extends Params>(
  key: string,
  label: string,
  value: string,
): NonNullable<Finding<P>['fix']> {
  return { label, params: { [key]: value } as Partial<P> };
}
