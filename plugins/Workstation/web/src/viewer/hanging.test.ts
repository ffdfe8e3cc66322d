import { describe, expect, it } from 'vitest';
import { hang, usualRules } from './hanging.js';
import { writeLayout } from './layout.js';

const study = { modalities: ['MR'], description: 'Brain w/o contrast', series: [{ uid: 'a', description: 'T1 AX' }, { uid: 'b', description: 'FLAIR' }] };

describe('hanging', () => {
  it('goes by the first rule that fits', () => expect(hang(study)).toEqual({ layout: { rows: 1, columns: 2 }, views: [], linked: true }));

  it.each([[0, '1x1'], [1, '1x1'], [2, '1x2'], [3, '2x2'], [9, '2x2']])('has no empty views for %d series', (count, layout) =>
    expect(writeLayout(hang({ ...study, series: Array.from({ length: count }, (_, index) => ({ uid: String(index), description: '' })) }).layout)).toBe(layout));

  it('chooses series by description and by number', () =>
    expect(hang(study, [{ description: 'brain', layout: '1x3', views: ['flair', '#1', 'dwi'] }]).views).toEqual(['b', 'a', undefined]));

  it('leaves out a rule that is for others, or has no layout', () =>
    expect(hang(study, [{ modalities: ['CT'], layout: '3x3' }, { layout: 'wide' }, { description: 'knee', layout: '2x1' }]).layout).toEqual({ rows: 1, columns: 1 }));

  it('has usual rules that can all be read', () => usualRules.forEach((rule) => expect(hang({ ...study, modalities: [...(rule.modalities ?? ['OT'])] }, [rule]).layout.rows).toBeGreaterThan(0)));
});
