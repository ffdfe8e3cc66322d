const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** So many bytes in the unit that is easiest to read, by thousands. */
export function bytes(count: number): string {
  let [value, unit] = [count, 0];
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }

  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** So many seconds, in its two largest units. */
export function duration(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const parts: [number, string][] = [[Math.floor(whole / 86_400), 'd'], [Math.floor(whole / 3_600) % 24, 'h'], [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's']];
  const first = parts.findIndex(([value]) => value > 0);
  return first < 0 ? '0 s' : parts.slice(first, first + 2).filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`).join(' ');
}

/** A time of the server as the person's own, to the second. */
export function time(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' }).format(date);
}
