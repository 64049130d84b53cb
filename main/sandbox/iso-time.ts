const ISO_8601 =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?(?:Z|[+-](\d\d)(?::?(\d\d))?)?)?$/;

/**
 * ISO 8601's extended form, as wide as the vendors' own samples: seconds, the whole time of day and the colon in the
 * offset are optional. A space for the T and an hour of one digit are not, which is what real senders got wrong.
 */
export function isIsoTime(text: string): boolean {
  const found = ISO_8601.exec(text);
  if (found === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] =
    found.slice(1).map((digits) => Number(digits ?? 0));
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60 &&
    offsetHour <= 23 &&
    offsetMinute <= 59
  );
}
