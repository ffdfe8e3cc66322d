import { describe, expect, it } from 'vitest';
import { readPart10 } from './part10.js';
import { part10 } from './part10.testing.js';

describe('a Part 10 file', () => {
  it('is read as DICOM JSON, in its character set', () => {
    const data = readPart10(part10([
      ['00080005', 'CS', 'ISO_IR 192'],
      ['00080060', 'CS', 'CT'],
      ['00100010', 'PN', 'ÄNON^ONE=無^名'],
      ['00200013', 'IS', '12'],
      ['00200032', 'DS', '-1.5\\0\\2e1'],
      ['00280010', 'US', [512, 2]],
      ['00401012', 'SQ', [[['00100010', 'PN', 'É']], []]],
    ]));
    expect(data['00100010']).toEqual({ vr: 'PN', Value: [{ Alphabetic: 'ÄNON^ONE', Ideographic: '無^名' }] });
    expect(data['00200013']).toEqual({ vr: 'IS', Value: [12] });
    expect(data['00200032']?.Value).toEqual([-1.5, 0, 20]);
    expect(data['00280010']?.Value).toEqual([512, 2]);
    expect(data['00401012']?.Value).toEqual([{ '00100010': { vr: 'PN', Value: [{ Alphabetic: 'É' }] } }, {}]);
  });

  it('keeps the backslash of a text that has one value', () =>
    expect(readPart10(part10([['00204000', 'LT', 'a\\b']]))['00204000']?.Value).toEqual(['a\\b']));

  it('is read up to its pixels, without them', () => {
    const data = readPart10(part10([['00280010', 'US', [2]], ['7FE00010', 'OW', new Uint8Array(8)], ['FFFCFFFC', 'OB', new Uint8Array(2)]]));
    expect(data['7FE00010']).toEqual({ vr: 'OW' });
    expect(data).not.toHaveProperty('FFFCFFFC');
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a text', new TextEncoder().encode('hello '.repeat(40))],
    ['half a header', part10([['00080060', 'CS', 'CT']]).slice(0, 140)],
  ])('is not %s', (_, bytes) => expect(() => readPart10(bytes)).toThrow('It is no DICOM file'));
});
