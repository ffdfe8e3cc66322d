import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from './deflated.js';
import { readPart10 } from './part10.js';
import { concatenated, encode, part10, type Written } from './part10.testing.js';

const elements: Written[] = [['00080060', 'CS', 'CT'], ['00280010', 'US', [512]]];
const deflated = '1.2.840.10008.1.2.1.99';

describe('a deflated file', () => {
  it('is as one that is not', () => {
    const data = readPart10(inflate(part10([], deflated, new Uint8Array(deflateRawSync(encode(elements))))));
    expect([data['00080060']?.Value, data['00280010']?.Value, data['00020010']?.Value]).toEqual([['CT'], [512], ['1.2.840.10008.1.2.1']]);
  });

  it('may have something behind its data set', () => {
    const padded = concatenated([part10([], deflated, new Uint8Array(deflateRawSync(encode(elements)))), new Uint8Array(9)]);
    expect(readPart10(inflate(padded))['00280010']?.Value).toEqual([512]);
  });

  it('stays as it is where it is none', () => {
    const plain = part10(elements);
    expect(inflate(plain)).toBe(plain);
    const other = new Uint8Array(200);
    expect(inflate(other)).toBe(other);
  });

  it('is refused where it is cut short', () => {
    const whole = part10([], deflated, new Uint8Array(deflateRawSync(encode(elements))));
    expect(() => inflate(whole.subarray(0, whole.length - 6))).toThrow('too early');
  });
});
