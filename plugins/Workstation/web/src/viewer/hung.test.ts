import { describe, expect, it } from 'vitest';
import { activeOf, emptied, inGrid, nothingHung, withBeside, withoutBeside, withSeries } from './hung.js';

const info = (seriesInstanceUid: string) => ({ seriesInstanceUid, modality: 'CT', seriesDescription: '', bodyPart: '' });

describe('what hangs in views', () => {
  it('fills a larger grid, and the view that is worked with stays one of it', () => {
    const two = withSeries(inGrid(nothingHung, { rows: 1, columns: 2 }, ['1', '2', '3']), '3', 1);
    expect([two.cells, activeOf(two)]).toEqual([['1', '3'], '3']);
    expect(inGrid(two, { rows: 1, columns: 1 }, ['1', '2', '3'])).toMatchObject({ cells: ['1'], active: 0 });
  });

  it('is as before when what hung beside is closed, whatever was done meanwhile', () => {
    const alone = withSeries(nothingHung, '1', 0);
    const both = withBeside(alone, [info('1')], [info('a')]);
    expect(both).toMatchObject({ cells: ['1', 'a'], grid: { rows: 1, columns: 2 } });
    expect(withoutBeside(inGrid(both, { rows: 2, columns: 2 }, ['1', '2', 'a']))).toEqual(alone);
    expect(emptied(both)).toEqual(nothingHung);
  });
});
