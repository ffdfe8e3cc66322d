import { describe, expect, it } from 'vitest';
import { decoderOf } from './charset.js';

const bytes = (...values: number[]) => new Uint8Array(values);

describe('Specific Character Set', () => {
  it('is Latin 1 where nothing is said', () => expect(decoderOf('')(bytes(0x41, 0xe4))).toBe('Aä'));
  it('is UTF-8 by ISO_IR 192', () => expect(decoderOf('ISO_IR 192')(bytes(0xc3, 0xa4))).toBe('ä'));
  it('is Cyrillic by ISO_IR 144, with or without extensions', () => {
    expect(decoderOf('ISO_IR 144')(bytes(0xbb))).toBe('Л');
    expect(decoderOf('\\ISO 2022 IR 144')(bytes(0xbb))).toBe('Л');
  });
  it('is Korean by ISO 2022 IR 149, without its escape', () => expect(decoderOf('\\ISO 2022 IR 149')(bytes(0x1b, 0x24, 0x29, 0x43, 0xb1, 0xe8))).toBe('김'));
  it('is Japanese by ISO 2022 IR 87', () =>
    expect(decoderOf('\\ISO 2022 IR 87')(bytes(0x41, 0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42))).toBe('A山'));
  it('is Latin 1 for a term that nobody knows', () => expect(decoderOf('ISO_IR 999')(bytes(0xe4))).toBe('ä'));
});
