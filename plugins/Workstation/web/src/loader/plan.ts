/** A series of a study that is shown, as the plan has it. */
export interface PlannedSeries {
  uid: string;
  /** What its images are loaded by, in the order in which they are scrolled through. */
  imageIds: readonly string[];
}

/** What is looked at. */
export interface Focus {
  seriesUid: string;
  /** The image, from 0. */
  index: number;
  /** Which way it was scrolled last: 1 forwards, -1 backwards. */
  direction: 1 | -1;
}

/**
 * The order in which images are loaded: what is looked at, the first image of each series, then the series that is looked at, nearest first, and then the series
 * after it and before it. Each image is there once.
 */
export function planOf(series: readonly PlannedSeries[], focus: Focus | undefined): string[] {
  const at = focus === undefined ? -1 : series.findIndex((each) => each.uid === focus.seriesUid);
  const active = series[at];
  const order = new Set<string>();
  const add = (imageId: string | undefined): void => void (imageId !== undefined && order.add(imageId));
  add(active?.imageIds[focus?.index ?? 0]);
  series.forEach((each) => add(each.imageIds[0]));
  if (active !== undefined && focus !== undefined) {
    nearest(active.imageIds.length, focus.index, focus.direction).forEach((index) => add(active.imageIds[index]));
  }

  // A study is read from its first series to its last; who looks at the fifth looks at the sixth next.
  const others = at < 0 ? series : [...series.slice(at + 1), ...series.slice(0, at)];
  others.forEach((each) => each.imageIds.forEach(add));
  return [...order];
}

/** The indices of a series by their distance from one of them; of two as near the one ahead comes first, and ahead is looked twice as far. */
export function nearest(count: number, index: number, direction: 1 | -1): number[] {
  const order: number[] = [];
  let [ahead, behind] = [index + direction, index - direction];
  const isIn = (at: number): boolean => at >= 0 && at < count;
  if (isIn(index)) {
    order.push(index);
  }

  while (isIn(ahead) || isIn(behind)) {
    for (let step = 0; step < 2 && isIn(ahead); step++, ahead += direction) {
      order.push(ahead);
    }

    if (isIn(behind)) {
      order.push(behind);
      behind -= direction;
    }
  }

  return order;
}
