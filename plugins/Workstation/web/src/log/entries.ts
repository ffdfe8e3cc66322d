import type { Log, LogEntry } from '../admin/models.js';

/** The entries after more have come: each once, the oldest given up where there are too many. */
export function merge(before: readonly LogEntry[], { entries }: Log, most = 2_000): LogEntry[] {
  const last = before.at(-1)?.number ?? 0;
  return [...before, ...entries.filter((entry) => entry.number > last)].slice(-most);
}

/** A file for a spreadsheet: a line for each record, cells in quotes where they need them (RFC 4180). */
export function toCsv<T extends object>(records: readonly T[], columns: readonly (keyof T & string)[]): string {
  const cell = (value: unknown): string => {
    const text = value === undefined || value === null ? '' : String(value);
    const harmless = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text; // a spreadsheet would calculate it
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return [columns.join(','), ...records.map((record) => columns.map((column) => cell(record[column])).join(','))].join('\r\n') + '\r\n';
}

/** Has the browser save a text as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a browser may still ask where to put it
}
