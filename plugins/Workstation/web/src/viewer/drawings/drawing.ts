/** A point or a direction: in mm in the patient's coordinates where the image has them, else in the image's own. */
export type Place = readonly [number, number, number];

/** What can be drawn with, and is kept. */
export const drawingTools = ['length', 'angle', 'cobb', 'bidirectional', 'ellipse', 'rectangle', 'freehand', 'probe', 'arrow'] as const;

export type DrawingTool = (typeof drawingTools)[number];

/** Something that was drawn, wherever it was drawn. */
export interface Shape {
  id: string;
  tool: DrawingTool;
  points: readonly Place[];
  frameOfReference?: string;
  normal?: Place;
  up?: Place;
  text?: string;
  isClosed?: boolean;
}

/** Something that was drawn on an image, as it is kept. */
export interface Drawing extends Shape {
  sopInstanceUid: string;
  frame: number;
}

/** An image that was marked. */
export interface KeyImage {
  sopInstanceUid: string;
  frame: number;
}

/** What a user has drawn on a study, and marked. */
export interface DrawingDocument {
  annotations: readonly Drawing[];
  keyImages: readonly KeyImage[];
}

/** Nothing. */
export const nothingDrawn: DrawingDocument = { annotations: [], keyImages: [] };

/** The same image has the same key. */
export const imageKey = ({ sopInstanceUid, frame }: KeyImage): string => `${sopInstanceUid}/${frame}`;

/**
 * What is to be kept where a document was changed in two places: what was added, changed or removed here since it was read, over what is there now.
 * @param base As it was when it was read.
 * @param mine As it is here.
 * @param theirs As it is there.
 */
export function merge(base: DrawingDocument, mine: DrawingDocument, theirs: DrawingDocument): DrawingDocument {
  return {
    annotations: mergeBy(({ id }) => id, base.annotations, mine.annotations, theirs.annotations),
    keyImages: mergeBy(imageKey, base.keyImages, mine.keyImages, theirs.keyImages),
  };
}

function mergeBy<T>(keyOf: (one: T) => string, base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] {
  const [before, here] = [new Map(base.map((one) => [keyOf(one), JSON.stringify(one)])), new Map(mine.map((one) => [keyOf(one), one]))];
  const kept = theirs.filter((one) => here.has(keyOf(one)) || !before.has(keyOf(one))).map((one) => {
    const own = here.get(keyOf(one));
    return own !== undefined && JSON.stringify(own) !== before.get(keyOf(one)) ? own : one;
  });
  const there = new Set(theirs.map(keyOf));
  return [...kept, ...mine.filter((one) => !there.has(keyOf(one)) && before.get(keyOf(one)) !== JSON.stringify(one))];
}
