import { placesAlongNormal } from '../../model/order.js';
import type { ImageRef } from '../../model/study.js';
import type { MessageKey } from '../../ui/messages.js';

/** A place in the patient, in mm. */
export type Point = readonly [number, number, number];

/** What is to be known of a volume to find one's way in it. */
export interface VolumeShape {
  /** The middle of the first pixel of the first slice. */
  origin: Point;
  /** From that to the last pixel of a row, to the last row, and to the last slice. */
  edges: readonly [Point, Point, Point];
  /** How many voxels there are along each of these. */
  counts: readonly [number, number, number];
}

const fewest = 3;
const mostTilt = Math.tan((0.5 * Math.PI) / 180);
const mostUneven = 0.02;

/**
 * Whether the images of a series are a volume, that other planes can be calculated of: parallel slices of one size, evenly spaced, each straight above the one before.
 * @param mostBytes How much room there is.
 * @returns The volume, or why it is none.
 */
export function volumeOf(images: readonly ImageRef[], mostBytes: number): VolumeShape | { problem: MessageKey } {
  const [first, last] = [images[0]?.instance, images.at(-1)?.instance];
  if (!first || !last || images.length < fewest) {
    return { problem: 'mpr.few' };
  }

  if (images.some(({ instance }) => instance.frames !== 1)) {
    return { problem: 'mpr.frames' };
  }

  const spacing = numbersOf(first.attributes?.['00280030']?.Value);
  const places = placesAlongNormal(images.map(({ instance }) => instance));
  if (!places || !first.position || !last.position || !first.orientation || spacing.length !== 2 || !first.rows || !first.columns) {
    return { problem: 'mpr.noPlaces' };
  }

  if (images.some(({ instance }) => instance.rows !== first.rows || instance.columns !== first.columns || instance.frameOfReferenceUid !== first.frameOfReferenceUid)) {
    return { problem: 'mpr.mixed' };
  }

  if (images.some(({ instance }) => (numbersOf(instance.attributes?.['00280002']?.Value)[0] ?? 1) !== 1)) {
    return { problem: 'mpr.color' };
  }

  const steps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  const step = ((places.at(-1) ?? 0) - (places[0] ?? 0)) / steps.length;
  if (Math.abs(step) < 1e-3 || steps.some((each) => Math.abs(each - step) > Math.max(mostUneven * Math.abs(step), 0.01))) {
    return { problem: 'mpr.uneven' };
  }

  const [x, y] = [first.orientation.slice(0, 3), first.orientation.slice(3)] as unknown as [Point, Point];
  const along = minus(last.position, first.position);
  if (Math.hypot(dot(along, x), dot(along, y)) > mostTilt * length(along)) {
    return { problem: 'mpr.tilted' };
  }

  if (first.rows * first.columns * images.length * 2 > mostBytes) {
    return { problem: 'mpr.large' };
  }

  const [betweenRows = 1, betweenColumns = 1] = spacing;
  return {
    origin: first.position,
    edges: [times(x, (first.columns - 1) * betweenColumns), times(y, (first.rows - 1) * betweenRows), along],
    counts: [first.columns, first.rows, images.length],
  };
}

/** The middle of a volume. */
export const middleOf = ({ origin, edges }: VolumeShape): Point => edges.reduce((sum, edge) => plus(sum, times(edge, 0.5)), origin);

/** A place, or the nearest in the volume where it is outside. */
export function within({ origin, edges }: VolumeShape, place: Point): Point {
  const from = minus(place, origin);
  return edges.reduce((sum, edge) => plus(sum, times(edge, Math.max(0, Math.min(1, dot(from, edge) / dot(edge, edge))))), origin);
}

/** The outline of what a plane cuts out of a volume, with the halves of voxels at its faces; nothing where it passes by. */
export function sectionOf({ origin, edges, counts }: VolumeShape, point: Point, normal: Point): Point[] {
  const halves = edges.map((edge, index) => times(edge, 0.5 / Math.max(1, (counts[index] ?? 1) - 1)));
  const corner = (at: number): Point => edges.reduce((sum, edge, index) => {
    const half = halves[index] ?? [0, 0, 0];
    return at & (1 << index) ? plus(plus(sum, edge), half) : minus(sum, half);
  }, origin);
  const found: Point[] = [];
  for (let from = 0; from < 8; from++) {
    for (const axis of [1, 2, 4].filter((bit) => !(from & bit))) {
      const [one, other] = [corner(from), corner(from | axis)];
      const [before, after] = [dot(minus(one, point), normal), dot(minus(other, point), normal)];
      if (before !== after && before * after <= 0) {
        found.push(plus(one, times(minus(other, one), before / (before - after))));
      }
    }
  }

  // In their order around the middle.
  const middle = times(found.reduce(plus, [0, 0, 0] as Point), 1 / Math.max(1, found.length));
  const right = found[0] ? minus(found[0], middle) : normal;
  const up = cross(normal, right);
  const angle = (place: Point): number => Math.atan2(dot(minus(place, middle), up) / length(up), dot(minus(place, middle), right) / length(right));
  return found.length < 3 ? [] : found.sort((one, other) => angle(one) - angle(other));
}

/** One voxel along the edge that is nearest to a direction: what scrolling a plane that looks that way moves it by. */
export function stepAlong({ edges, counts }: VolumeShape, direction: Point): Point {
  const [{ edge, count }] = edges.map((each, index) => ({ edge: each, count: counts[index] ?? 1 }))
    .sort((one, other) => Math.abs(dot(other.edge, direction)) / length(other.edge) - Math.abs(dot(one.edge, direction)) / length(one.edge)) as [{ edge: Point; count: number }];
  const size = length(edge) / Math.max(1, count - 1);
  return times(direction, size / length(direction));
}

export const plus = (one: Point, other: Point): Point => [one[0] + other[0], one[1] + other[1], one[2] + other[2]];
export const minus = (one: Point, other: Point): Point => [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
export const times = (one: Point, by: number): Point => [one[0] * by, one[1] * by, one[2] * by];
export const dot = (one: Point, other: Point): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
export const cross = (one: Point, other: Point): Point => [one[1] * other[2] - one[2] * other[1], one[2] * other[0] - one[0] * other[2], one[0] * other[1] - one[1] * other[0]];
export const length = (one: Point): number => Math.sqrt(dot(one, one));

const numbersOf = (values: readonly unknown[] | undefined): number[] => (values ?? []).map(Number).filter((value) => Number.isFinite(value) && value > 0);
