import { describe, expect, it } from 'vitest';
import { presetsOf, rangeOf, windowOf, windowShown } from './presets.js';

describe('windows', () => {
  it('are there for CT alone', () => {
    expect(presetsOf('CT').map((preset) => preset.name)).toContain('lung');
    expect(presetsOf('MR')).toEqual([]);
  });

  it('show the range of the standard', () => expect(rangeOf(40, 400)).toEqual({ lower: -160, upper: 239 }));
  it('are at least one wide', () => expect(rangeOf(10, 0)).toEqual({ lower: 9.5, upper: 9.5 }));
  it('are known by what is seen, whoever has set it', () => {
    const [presets, own] = [presetsOf('CT'), { center: 300, width: 1600 }];
    expect(windowShown(presets, { center: 480, width: 2500 }, own)).toBe(3);
    expect(windowShown(presets, { center: 300.5, width: 1601 }, own)).toBe('own');
    expect(windowShown(presets, { center: 480, width: 2490 }, own)).toBeUndefined();
    expect(windowShown(presets, { center: 300, width: 1600 }, undefined)).toBeUndefined();
    expect(windowShown(presets, undefined, undefined)).toBeUndefined();
    expect(windowShown(presets, { center: 40, width: 400 }, { center: 40, width: 400 })).toBe(1); // by its name, where it has one
  });

  it('come back from their range', () => presetsOf('CT').forEach(({ center, width }) => expect(windowOf(rangeOf(center, width))).toEqual({ center, width })));
});
