import { describe, expect, it } from 'vitest';
import { merge, type Drawing, type DrawingDocument } from './drawing.js';

const line = (id: string, x = 0): Drawing => ({ id, tool: 'length', sopInstanceUid: '2.25.1', frame: 1, points: [[x, 0, 0], [1, 1, 1]] });
const of = (...annotations: Drawing[]): DrawingDocument => ({ annotations, keyImages: [] });

describe('a document that was changed in two places', () => {
  it('has what was added in both', () => expect(merge(of(), of(line('a')), of(line('b')))).toEqual(of(line('b'), line('a'))));
  it('lacks what was removed in either', () => expect(merge(of(line('a'), line('b'), line('c')), of(line('b'), line('c')), of(line('a'), line('c')))).toEqual(of(line('c'))));
  it('has what was changed here', () => expect(merge(of(line('a')), of(line('a', 5)), of(line('a', 7)))).toEqual(of(line('a', 5))));
  it('has what was changed there', () => expect(merge(of(line('a')), of(line('a')), of(line('a', 7)))).toEqual(of(line('a', 7))));
  it('has what was changed here and removed there', () => expect(merge(of(line('a')), of(line('a', 5)), of())).toEqual(of(line('a', 5))));
  it('has the key images of both', () => {
    const image = (frame: number) => ({ sopInstanceUid: '2.25.1', frame });
    expect(merge({ ...of(), keyImages: [image(1)] }, { ...of(), keyImages: [image(2)] }, { ...of(), keyImages: [image(1), image(3)] }).keyImages).toEqual([image(3), image(2)]);
  });
});
