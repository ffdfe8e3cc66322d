import { numbersOfFrame } from '../dicom/functionalGroups.js';
import { text, texts, type DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import { directionsOf } from './imagePlane.js';
import { length, plus, times, type Point } from './mpr/volume.js';

/** How an image lies in the page: where its rows and its columns lead, to the right and down, each of length 1. */
export interface Axes {
  row: readonly [number, number];
  column: readonly [number, number];
}

/** Which side of the patient is at each edge of a view: one letter, or two where it is oblique; empty where it is not known. */
export interface Edges {
  left: string;
  right: string;
  top: string;
  bottom: string;
}

// Patients' coordinates grow to the left, to the back and to the head (PS3.3 §C.7.6.2.1.1).
const signs = [['L', 'R'], ['P', 'A'], ['H', 'F']] as const;
const opposites: Readonly<Record<string, string>> = Object.fromEntries(signs.flatMap(([one, other]) => [[one, other], [other, one]]));

// From 5 degrees off an axis on, a second letter says so.
const leastShare = Math.sin((5 * Math.PI) / 180);
const mostLetters = 2;
const exact = 1e-3;

/** The letters of a direction in the patient, the nearest first; empty for none. */
export function lettersOf(direction: Point): string {
  const size = length(direction);
  return size < exact ? '' : direction
    .map((value, axis) => ({ share: Math.abs(value) / size, letter: signs[axis]![value > 0 ? 0 : 1] }))
    .filter(({ share }) => share >= leastShare)
    .sort((one, other) => other.share - one.share)
    .slice(0, mostLetters).map(({ letter }) => letter).join('');
}

/** The edges of what looks into a patient so that one direction is to the right, and another is down. */
export const edgesOf = (right: Point, down: Point): Edges => edgesBy(lettersOf(right), lettersOf(down));

/**
 * Which side of the patient is at each edge, as the data set says: by the plane of the image (PS3.3 §C.7.6.2, and of its functional groups §C.7.6.16.2.4), else by Patient Orientation (§C.7.6.1.1.1).
 * Undefined where it says neither, where what it says cannot be, and for animals, whose letters are others.
 * @param frame From 1.
 * @param axes How the image lies in the page, turned and flipped as it is.
 */
export function orientationOf(data: DicomJson, frame: number, { row, column }: Axes): Edges | undefined {
  if (isAnimal(data)) {
    return undefined;
  }

  const plane = numbersOfFrame(data, frame, Tags.PlaneOrientationSequence, Tags.ImageOrientationPatient);
  if (plane.length > 0) {
    const [x, y] = directionsOf(plane) ?? [];
    return x && y ? edgesOf(plus(times(x, row[0]), times(y, column[0])), plus(times(x, row[1]), times(y, column[1]))) : undefined;
  }

  const [alongRows = '', alongColumns = ''] = texts(data, Tags.PatientOrientation).map((each) => each.trim());
  if (!isDirection(alongRows) || !isDirection(alongColumns) || (alongRows !== '' && axisOf(alongRows[0]) === axisOf(alongColumns[0]))) {
    return undefined;
  }

  const at = (index: 0 | 1): string => along(row[index], alongRows) + along(column[index], alongColumns);
  const edges = edgesBy(at(0), at(1));
  return Object.values(edges).some((letters) => letters !== '') ? edges : undefined;
}

/** Whether the sides of what was imaged have other names than those of people (Anatomical Orientation Type, PS3.3 §C.7.6.1.1.1). */
export const isAnimal = (data: DicomJson): boolean => !['', 'BIPED'].includes(text(data, Tags.AnatomicalOrientationType));

const edgesBy = (right: string, bottom: string): Edges => ({ left: opposite(right), right, top: opposite(bottom), bottom });
const opposite = (letters: string): string => [...letters].map((letter) => opposites[letter] ?? '').join('');

// Letters alone tell nothing of what lies between them.
const along = (share: number, letters: string): string => (share > 1 - exact ? letters : share < exact - 1 ? opposite(letters) : '');
const axisOf = (letter: string | undefined): number => signs.findIndex((each) => (each as readonly (string | undefined)[]).includes(letter));
const isDirection = (letters: string): boolean => /^[RLAPHF]{0,3}$/.test(letters) && new Set([...letters].map(axisOf)).size === letters.length;

/** How an image lies in the page, by where its corner, the next pixel of the row and the next of the column are drawn; undefined where they fall together. */
export function axesOf(corner: readonly [number, number], inRow: readonly [number, number], inColumn: readonly [number, number]): Axes | undefined {
  const [row, column] = [inRow, inColumn].map(([x, y]): [number, number] => [x - corner[0], y - corner[1]]);
  const [one, other] = [Math.hypot(...row!), Math.hypot(...column!)];
  return one > 0 && other > 0 ? { row: [row![0] / one, row![1] / one], column: [column![0] / other, column![1] / other] } : undefined;
}
