import { describe, expect, it } from 'vitest';
import { rangeWithout } from './padding.js';

describe('the range of the values of an image', () => {
  it('is that of all but its padding', () => expect(rangeWithout({ value: -2000, isSigned: true }, Int16Array.of(-2000, 5, 90, -2000, -7))).toEqual({ lower: -7, upper: 90 }));
  it('minds the sign that the values have, whichever the attribute has', () => {
    expect(rangeWithout({ value: 63_536, isSigned: true }, Int16Array.of(-2000, 5))).toEqual({ lower: 5, upper: 5 });
    expect(rangeWithout({ value: -2000, isSigned: false }, Uint16Array.of(63_536, 5))).toEqual({ lower: 5, upper: 5 });
  });

  it('leaves out all that is between both ends, in whichever order they are said', () => {
    expect(rangeWithout({ value: 0, limit: 10, isSigned: false }, [0, 4, 10, 11, 12])).toEqual({ lower: 11, upper: 12 });
    expect(rangeWithout({ value: 10, limit: 0, isSigned: false }, [0, 4, 10, 11, 12])).toEqual({ lower: 11, upper: 12 });
  });

  it('is that of what the stored values mean', () => {
    expect(rangeWithout({ value: -2000, isSigned: true }, Float32Array.of(-2000 * 0.1 - 1024, 3, 4), 0.1, -1024)).toEqual({ lower: 3, upper: 4 });
    expect(rangeWithout({ value: 3, limit: 5, isSigned: false }, [-3, -4, -5, -6, -2], -1)).toEqual({ lower: -6, upper: -2 });
  });

  it('is none where all is padding', () => expect(rangeWithout({ value: 0, isSigned: false }, [0, 0])).toBeUndefined());
});
