import type { ImagePlane } from './imagePlane.js';
import { cross, dot, length, minus, plus, times, type Point } from './mpr/volume.js';

// Planes that are nearly parallel meet where nobody could tell from noise.
const leastAngle = Math.sin((2.5 * Math.PI) / 180);
const shortest = 1e-6;

/** Where one image cuts another: the ends of the line that both have in common; undefined where they have none, are as good as parallel, or are not of one frame of reference. */
export function referenceLine(source: ImagePlane, target: ImagePlane): [Point, Point] | undefined {
  const [normal, other] = [normalOf(target), normalOf(source)];
  if (source.frameOfReference !== target.frameOfReference || length(cross(normal, other)) < leastAngle) {
    return undefined;
  }

  const ends = cut(source, target.corner, normal);
  return ends && clip(ends, target);
}

// Where the outline of an image goes through a plane.
function cut({ corner, along, down }: ImagePlane, place: Point, normal: Point): [Point, Point] | undefined {
  const corners = [corner, plus(corner, along), plus(plus(corner, along), down), plus(corner, down)];
  const crossings = corners.flatMap((from, index) => {
    const to = corners[(index + 1) % corners.length]!;
    const [before, after] = [dot(minus(from, place), normal), dot(minus(to, place), normal)];
    return before !== after && before * after <= 0 ? [plus(from, times(minus(to, from), before / (before - after)))] : [];
  });
  const [first] = crossings;
  const last = first && crossings.reduce((farthest, each) => (length(minus(each, first)) > length(minus(farthest, first)) ? each : farthest), first); // at a corner two sides cross at once
  return first && last && length(minus(last, first)) > shortest ? [first, last] : undefined;
}

// What of a line in the plane of an image is within it (Liang and Barsky).
function clip([from, to]: [Point, Point], { corner, along, down }: ImagePlane): [Point, Point] | undefined {
  let [begin, end] = [0, 1];
  for (const side of [along, down]) {
    const [at, step] = [minus(from, corner), minus(to, from)].map((each) => dot(each, side) / dot(side, side)) as [number, number];
    const [one, other] = [-at / step, (1 - at) / step];
    if (Math.abs(step) < shortest) {
      if (at < 0 || at > 1) {
        return undefined;
      }
    } else {
      [begin, end] = [Math.max(begin, Math.min(one, other)), Math.min(end, Math.max(one, other))];
    }
  }

  const place = (part: number): Point => plus(from, times(minus(to, from), part));
  return end - begin > shortest ? [place(begin), place(end)] : undefined;
}

function normalOf({ along, down }: ImagePlane): Point {
  const normal = cross(along, down);
  return times(normal, 1 / length(normal));
}
