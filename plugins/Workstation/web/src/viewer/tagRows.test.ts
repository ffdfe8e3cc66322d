import { describe, expect, it } from 'vitest';
import { flatten } from './tagRows.js';

describe('the attributes of a data set', () => {
  const rows = flatten({
    '00280010': { vr: 'US', Value: [512] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'ANON^ONE' }] },
    '00081115': { vr: 'SQ', Value: [{ '0020000E': { vr: 'UI', Value: ['2.25.1'] } }, {}] },
    '00091001': { vr: 'LO', Value: ['x', 'y'] },
    '7FE00010': { vr: 'OW', BulkDataURI: 'http://pacs.test/bulk' },
  });

  it('are in the order of their tags, items after their sequence', () =>
    expect(rows.map((row) => [row.depth, row.tag])).toEqual([
      [0, '(0008,1115)'], [1, '(0020,000E)'], [0, '(0009,1001)'], [0, '(0010,0010)'], [0, '(0028,0010)'], [0, '(7FE0,0010)'],
    ]));

  it('have names, and values that can be read', () => {
    expect(rows.map((row) => row.value)).toEqual(['2 items', '2.25.1', 'x\\y', 'ANON^ONE', '512', 'OW, not shown']);
    expect(rows.find((row) => row.tag === '(0028,0010)')?.name).toBe('Rows');
    expect(rows.find((row) => row.tag === '(0009,1001)')?.name).toBe('Private');
  });

  it('are cut where a value is long', () => expect(flatten({ '00204000': { vr: 'LT', Value: ['a'.repeat(5_000)] } })[0]?.value).toHaveLength(1_001));
});
