import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../admin/models.js';
import { merge, toCsv } from './entries.js';

const entry = (number: number): LogEntry => ({ number, time: '', level: 'Information', category: '', plugin: null, message: `m${number}`, fault: null });

describe('the log', () => {
  it('has each entry once, though a server may give it twice', () =>
    expect(merge([entry(1), entry(2)], { entries: [entry(2), entry(3)], last: 3 }).map((each) => each.number)).toEqual([1, 2, 3]));

  it('gives up the oldest', () => expect(merge([entry(1), entry(2)], { entries: [entry(3)], last: 3 }, 2).map((each) => each.number)).toEqual([2, 3]));
});

describe('a file for a spreadsheet', () => {
  it('has quotes where they are needed', () =>
    expect(toCsv([{ a: 'x,"y"', b: 1 }, { a: 'two\nlines', b: undefined }], ['a', 'b'])).toBe('a,b\r\n"x,""y""",1\r\n"two\nlines",\r\n'));

  it('has nothing that is calculated', () => expect(toCsv([{ a: '=HYPERLINK(1)' }, { a: '-5' }, { a: '@x' }], ['a'])).toBe('a\r\n\'=HYPERLINK(1)\r\n-5\r\n\'@x\r\n'));
});
