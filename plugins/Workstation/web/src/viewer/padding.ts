/** The stored values that are no part of an image (PS3.3 §C.7.5.1.1.2), as the image says them. */
export interface PixelPadding {
  /** Pixel Padding Value. */
  value: number;
  /** Pixel Padding Range Limit, where it says one. */
  limit?: number | undefined;
  /** Whether its stored values have a sign: who writes or reads the attributes does not always mind. */
  isSigned: boolean;
}

/**
 * The least and the largest of the values of an image, but for its padding. Undefined where there is nothing else.
 * @param values As they are shown: stored values times `slope`, and `intercept` added.
 */
export function rangeWithout({ value, limit = value, isSigned }: PixelPadding, values: ArrayLike<number>, slope = 1, intercept = 0): { lower: number; upper: number } | undefined {
  const ends = [value, limit].map((each) => (isSigned ? (each << 16) >> 16 : each & 0xffff) * slope + intercept);
  const half = Math.abs(slope) / 2; // what is rounded stays the value that it was
  const [first, last] = [Math.min(...ends) - half, Math.max(...ends) + half];
  let [lower, upper] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    const each = values[index]!;
    if (!(each > first && each < last)) {
      lower = each < lower ? each : lower;
      upper = each > upper ? each : upper;
    }
  }

  return lower > upper ? undefined : { lower, upper };
}
