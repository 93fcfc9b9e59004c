const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h12',
});

/** A moment as people in England read it: `5 January 2026 at 2:05pm`, London time. */
export function momentWords(moment: Date): string {
  const parts = new Map(FORMAT.formatToParts(moment).map((part) => [part.type, part.value]));
  const half = (parts.get('dayPeriod') ?? '').toLowerCase();
  const hour = parts.get('hour') === '0' ? '12' : parts.get('hour');
  const day = `${parts.get('day')} ${parts.get('month')} ${parts.get('year')}`;
  return `${day} at ${hour}:${parts.get('minute')}${half}`;
}
