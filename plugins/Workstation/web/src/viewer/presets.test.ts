import { describe, expect, it } from 'vitest';
import { presetsOf, rangeOf, windowOf } from './presets.js';

describe('windows', () => {
  it('are there for CT alone', () => {
    expect(presetsOf('CT').map((preset) => preset.name)).toContain('lung');
    expect(presetsOf('MR')).toEqual([]);
  });

  it('show the range of the standard', () => expect(rangeOf(40, 400)).toEqual({ lower: -160, upper: 239 }));
  it('are at least one wide', () => expect(rangeOf(10, 0)).toEqual({ lower: 9.5, upper: 9.5 }));
  it('come back from their range', () => presetsOf('CT').forEach(({ center, width }) => expect(windowOf(rangeOf(center, width))).toEqual({ center, width })));
});
