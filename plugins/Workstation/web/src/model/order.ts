import type { InstanceInfo, SeriesInfo } from './study.js';

/** The order of series: by Series Number, those without one last; stable, so that a list does not jump when series come. */
export function bySeriesNumber(first: SeriesInfo, second: SeriesInfo): number {
  return compare(first.seriesNumber, second.seriesNumber) || first.seriesInstanceUid.localeCompare(second.seriesInstanceUid);
}

/**
 * The order of the instances of a series: along the normal of the slices where all lie parallel to each other and apart, else by Instance Number.
 * The same image may be there twice in positions (several phases): then the numbers count.
 */
export function sortInstances(instances: readonly InstanceInfo[]): InstanceInfo[] {
  const numbered = [...instances].sort(
    (first, second) => compare(first.instanceNumber, second.instanceNumber) || first.sopInstanceUid.localeCompare(second.sopInstanceUid),
  );
  const places = placesAlongNormal(numbered);
  if (places === undefined || new Set(places.map((place) => place.toFixed(3))).size < numbered.length) {
    return numbered;
  }

  const order = numbered.map((instance, index) => ({ instance, place: places[index] ?? 0 })).sort((first, second) => first.place - second.place);
  const sorted = order.map(({ instance }) => instance);
  const isReversed = compare(sorted[0]?.instanceNumber, sorted.at(-1)?.instanceNumber) > 0;
  return isReversed ? sorted.reverse() : sorted; // from the first image that was taken on, as radiologists know it
}

/** Where each slice lies along their common normal, in mm; undefined where they have none. */
export function placesAlongNormal(instances: readonly InstanceInfo[]): number[] | undefined {
  const first = instances[0]?.orientation;
  if (first === undefined || instances.length < 2) {
    return undefined;
  }

  const [a, b, c, d, e, f] = first;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const places: number[] = [];
  for (const { position, orientation, frames } of instances) {
    if (!position || frames !== 1 || !orientation?.every((value, index) => Math.abs(value - (first[index] ?? 0)) < 1e-3)) {
      return undefined;
    }

    places.push(position.reduce((sum, value, index) => sum + value * (normal[index] ?? 0), 0));
  }

  return places;
}

function compare(first: number | undefined, second: number | undefined): number {
  return first === undefined ? (second === undefined ? 0 : 1) : second === undefined ? -1 : first - second;
}
