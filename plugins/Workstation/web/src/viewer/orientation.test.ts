import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicom/json.js';
import { axesOf, edgesOf, lettersOf, orientationOf, type Axes, type Edges } from './orientation.js';

const asStored: Axes = { row: [1, 0], column: [0, 1] };
const plane = (...values: number[]): DicomJson => ({ '00200037': { vr: 'DS', Value: values } });
const letters = (...values: string[]): DicomJson => ({ '00200020': { vr: 'CS', Value: values } });
const inItem = (...values: number[]): DicomJson => ({ '00209116': { vr: 'SQ', Value: [plane(...values)] } });
const read = (edges: Edges | undefined): string | undefined => edges && [edges.left, edges.top, edges.right, edges.bottom].join(' ');

const axial = [1, 0, 0, 0, 1, 0];
const coronal = [1, 0, 0, 0, 0, -1];
const sagittal = [0, 1, 0, 0, 0, -1];

// Where rows and columns lead after each turn (clockwise) and flip, and what is then to be at the left, the top, the right and the bottom of an axial slice and of a mammogram of the right breast.
const turned: [what: string, axes: Axes, ofAxial: string, ofMammogram: string][] = [
  ['as it is stored', asStored, 'R A L P', 'A R P L'],
  ['turned by 90°', { row: [0, 1], column: [-1, 0] }, 'P R A L', 'L A R P'],
  ['turned by 180°', { row: [-1, 0], column: [0, -1] }, 'L P R A', 'P L A R'],
  ['turned by 270°', { row: [0, -1], column: [1, 0] }, 'A L P R', 'R P L A'],
  ['flipped from left to right', { row: [-1, 0], column: [0, 1] }, 'L A R P', 'P R A L'],
  ['flipped upside down', { row: [1, 0], column: [0, -1] }, 'R P L A', 'A L P R'],
  ['turned by 90°, and flipped from left to right', { row: [0, 1], column: [1, 0] }, 'A R P L', 'R A L P'],
  ['turned by 90°, and flipped upside down', { row: [0, -1], column: [-1, 0] }, 'P L A R', 'L P R A'],
];

describe('which side of the patient is where', () => {
  it.each(turned)('is said by the plane of an image that is %s', (_, axes, ofAxial) => expect(read(orientationOf(plane(...axial), 1, axes))).toBe(ofAxial));
  it.each(turned)('is said by Patient Orientation of one that is %s', (_, axes, __, ofMammogram) => expect(read(orientationOf(letters('P', 'L'), 1, axes))).toBe(ofMammogram));

  it('is the head above in coronal and sagittal slices', () => {
    expect(read(orientationOf(plane(...coronal), 1, asStored))).toBe('R H L F');
    expect(read(orientationOf(plane(...sagittal), 1, asStored))).toBe('A H P F');
  });

  it('has two letters where it is oblique, the nearer first, and one where it nearly is not', () => {
    const tilted = (degrees: number): DicomJson => plane(1, 0, 0, 0, Math.cos((degrees * Math.PI) / 180), -Math.sin((degrees * Math.PI) / 180));
    expect(read(orientationOf(tilted(20), 1, asStored))).toBe('R AH L PF');
    expect(read(orientationOf(tilted(70), 1, asStored))).toBe('R HA L FP');
    expect(read(orientationOf(tilted(4), 1, asStored))).toBe('R A L P');
    expect(lettersOf([0.6, 0.5, 0.62])).toBe('HL'); // of three that are as good, the two that are nearest
    expect(read(orientationOf(letters('A', 'FR'), 1, asStored))).toBe('P HL A FR');
  });

  it('is told of every plane by opposite letters at opposite edges, however it is turned', () => {
    const opposite: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H', '': '' };
    for (let step = 0; step < 500; step++) {
      const [a, b, c] = [step * 0.37, step * 0.73, step * 1.31];
      const x = [Math.cos(a) * Math.cos(b), Math.sin(a) * Math.cos(b), Math.sin(b)];
      const [u, v] = [[-Math.sin(a), Math.cos(a), 0], [-Math.cos(a) * Math.sin(b), -Math.sin(a) * Math.sin(b), Math.cos(b)]];
      const y = u!.map((value, axis) => value * Math.cos(c) + v![axis]! * Math.sin(c));
      for (const [what, axes] of turned) {
        const edges = orientationOf(plane(...x, ...y), 1, axes)!;
        expect([...edges.left].map((letter) => opposite[letter]).join(''), what).toBe(edges.right);
        expect([...edges.top].map((letter) => opposite[letter]).join(''), what).toBe(edges.bottom);
        expect(Object.values(edges).every((each) => /^[LRAPHF]{1,2}$/.test(each)), what).toBe(true);
      }
    }
  });

  it('is that of the frame where each has its own, else that of all', () => {
    const own: DicomJson = { '52009229': { vr: 'SQ', Value: [inItem(...axial)] }, '52009230': { vr: 'SQ', Value: [inItem(...coronal), {}, inItem(...sagittal)] } };
    expect([1, 2, 3].map((frame) => read(orientationOf(own, frame, asStored)))).toEqual(['R H L F', 'R A L P', 'A H P F']);
  });

  it('is said by the plane where there are letters, too', () => expect(read(orientationOf({ ...plane(...axial), ...letters('R', 'A') }, 1, asStored))).toBe('R A L P'));
  it('is said as far as it is known', () => expect(read(orientationOf(letters('L', ''), 1, asStored))).toBe('R  L '));
  it('is nothing between the letters of an image that is turned by less', () => expect(orientationOf(letters('L', 'P'), 1, { row: [0.8, 0.6], column: [-0.6, 0.8] })).toBeUndefined());
  it('is worked out of a plane that is turned by less', () => expect(read(orientationOf(plane(...axial), 1, { row: [0.8, 0.6], column: [-0.6, 0.8] }))).toBe('RP AR LA PL'));

  it.each<[string, DicomJson]>([
    ['nothing is said', {}],
    ['a plane is said that is none', plane(1, 0, 0, 1, 0, 0)],
    ['its directions are of no length', plane(0, 0, 0, 0, 0, 0)],
    ['a number is missing', plane(1, 0, 0, 0, 1)],
    ['there are no letters', letters('', '')],
    ['letters are no directions', letters('LR', 'P')],
    ['rows lead where columns do', letters('L', 'R')],
    ['it is something else', letters('LATERAL', 'P')],
    ['an animal is shown, whose R is not the right', { ...letters('R', 'D'), '00102210': { vr: 'CS', Value: ['QUADRUPED'] } }],
    ['an animal is shown in a plane', { ...plane(...axial), '00102210': { vr: 'CS', Value: ['QUADRUPED'] } }],
  ])('is not told where %s', (_, data) => turned.forEach(([, axes]) => expect(orientationOf(data, 1, axes)).toBeUndefined()));

  it('is told of people who are said to be such', () => expect(read(orientationOf({ ...plane(...axial), '00102210': { vr: 'CS', Value: ['BIPED'] } }, 1, asStored))).toBe('R A L P'));
});

describe('how an image lies in the page', () => {
  it('is told by where its pixels are drawn', () => {
    expect(axesOf([100, 50], [100, 58], [92, 50])).toEqual({ row: [0, 1], column: [-1, 0] });
    expect(axesOf([0, 0], [3, 4], [-4, 3])).toEqual({ row: [0.6, 0.8], column: [-0.8, 0.6] });
  });

  it('is not known where they fall together', () => expect(axesOf([1, 1], [1, 1], [1, 2])).toBeUndefined());
});

describe('the edges of a plane that is looked at', () => {
  it('are where its directions lead', () => expect(read(edgesOf([0, 3, 0], [0, 0, -2]))).toBe('A H P F'));
});
