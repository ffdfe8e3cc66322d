import { placesAlongNormal } from '../model/order.js';
import type { ImageRef } from '../model/study.js';

/** A view's images, and which of them it shows. */
export interface LinkedView {
  images: readonly ImageRef[];
  index: number;
}

/**
 * The image that another view shows when one view is scrolled: of slices in the same frame of reference and parallel the one that lies nearest; of others so many
 * images on as were scrolled, so that a person's own offset stays.
 * @param before Which image the scrolled view showed before.
 */
export function follow(scrolled: LinkedView, before: number, other: LinkedView): number {
  const place = placeOf(scrolled);
  const nearest = place === undefined ? undefined : nearestTo(place, scrolled, other);
  return nearest ?? clamp(other.index + scrolled.index - before, other.images.length);
}

function placeOf({ images, index }: LinkedView): number | undefined {
  return placesAlongNormal(images.map((image) => image.instance))?.[index];
}

function nearestTo(place: number, scrolled: LinkedView, other: LinkedView): number | undefined {
  const [first, second] = [scrolled.images[0]?.instance, other.images[0]?.instance];
  const isSameFrame = first?.frameOfReferenceUid !== undefined && first.frameOfReferenceUid === second?.frameOfReferenceUid;
  const isParallel = first?.orientation?.every((value, axis) => Math.abs(value - (second?.orientation?.[axis] ?? Number.NaN)) < 1e-3) ?? false;
  const places = isSameFrame && isParallel ? placesAlongNormal(other.images.map((image) => image.instance)) : undefined;
  return places?.reduce((nearest, each, index) => (Math.abs(each - place) < Math.abs((places[nearest] ?? each) - place) ? index : nearest), 0);
}

/** An index of so many images. */
export const clamp = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));
