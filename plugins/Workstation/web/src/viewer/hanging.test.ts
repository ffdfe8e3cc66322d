import { describe, expect, it } from 'vitest';
import type { SeriesInfo, StudyInfo } from '../model/study.js';
import { hang, hangingOf } from './hanging.js';
import { parseRule, parseRules, usualRuleLines, usualRules } from './hangingRules.js';
import { writeLayout } from './layout.js';

const study = { modalities: ['MR'], description: 'Brain w/o contrast', series: [{ uid: 'a', description: 'T1 AX' }, { uid: 'b', description: 'FLAIR' }] };

describe('hanging', () => {
  it('goes by the first rule that fits', () =>
    expect(hang(study, usualRules)).toEqual({ layout: { rows: 1, columns: 2 }, views: ['a', undefined, 'b', undefined], linked: true, lines: true }));

  it.each([[0, '1x1'], [1, '1x1'], [2, '1x2'], [3, '2x2'], [9, '2x2']])('has no empty views for %d series', (count, layout) =>
    expect(writeLayout(hang({ ...study, series: Array.from({ length: count }, (_, index) => ({ uid: String(index), description: '' })) }, usualRules).layout)).toBe(layout));

  it('chooses series by description and by number', () =>
    expect(hang(study, [{ description: 'brain', layout: '1x3', views: ['flair', '#1', 'dwi'] }]).views).toEqual(['b', 'a', undefined]));

  it('chooses by modality, and none twice', () => {
    const series = [{ uid: 'ct', description: 'AC', modality: 'CT' }, { uid: 'pt', description: 'WB', modality: 'PT' }, { uid: 'pt2', description: 'WB late', modality: 'PT' }];
    expect(hang({ ...study, series }, [{ layout: '2x2', views: ['@PT', '@CT', '@PT wb', '@MR'] }]).views).toEqual(['pt', 'ct', 'pt2', undefined]);
  });

  it.each([['Thorax PA', true], ['pa_1', true], ['spatial', false], ['LAT', true], ['', false]])('finds what begins a word of %j: %s', (description, isFound) =>
    expect(hang({ ...study, series: [{ uid: 'a', description }] }, [{ layout: '1x1', views: ['pa|lat'] }]).views).toEqual(isFound ? ['a'] : []));

  it('takes signs as they stand', () => expect(hang({ ...study, series: [{ uid: 'a', description: 'T2* (GRE)' }] }, [{ layout: '1x1', views: ['t2* (gre)'] }]).views).toEqual(['a']));

  it('leaves out a rule whose views find nothing', () =>
    expect(hang(study, [{ layout: '3x3', views: ['dwi', '#7', '@CT'] }, { layout: '1x2' }]).layout).toEqual({ rows: 1, columns: 2 }));

  it('leaves out a rule that is for others, or has no layout', () =>
    expect(hang(study, [{ modalities: ['CT'], layout: '3x3' }, { layout: 'wide' }, { description: 'knee', layout: '2x1' }]).layout).toEqual({ rows: 1, columns: 1 }));

  it('goes by the modalities of the series, where the study does not say them', () => {
    const series = ['L CC', 'R CC', 'L MLO', 'R MLO'].map((seriesDescription, index): SeriesInfo => ({ seriesInstanceUid: String(index), modality: 'MG', seriesDescription, bodyPart: 'BREAST' }));
    expect(hangingOf({ modalities: [] as string[], studyDescription: '' } as StudyInfo, series, usualRules).views).toEqual(['1', '0', '3', '2']);
  });
});

describe('rules as a site writes them', () => {
  it.each([
    ['*: 1x1', { layout: '1x1' }],
    ['CT,MR: 2x3', { modalities: ['CT', 'MR'], layout: '2x3' }],
    ['CT chest|lung: 1x2 linked lines = lung, #2', { modalities: ['CT'], description: 'chest|lung', layout: '1x2', views: ['lung', '#2'], linked: true, lines: true }],
    ['  MG :  2x2  =  R CC|RCC ,L CC ', { modalities: ['MG'], layout: '2x2', views: ['R CC|RCC', 'L CC'] }],
    ['* whole body: 1x2 lines', { description: 'whole body', layout: '1x2', lines: true }],
  ])('are read: %s', (line, rule) => expect(parseRule(line)).toEqual(rule));

  it.each(['', 'CT', 'CT:', 'CT: 9x9', 'CT: 1x2 together', 'ct: 1x1', ': 1x1', 'CT: 1x1 extra = a'])('are none: %j', (line) => expect(parseRule(line)).toBeUndefined());

  it('can all be read that are usual, and the last fits all', () => {
    expect(usualRules).toHaveLength(usualRuleLines.length);
    expect(usualRules.at(-1)).toEqual({ layout: '1x1' });
    expect(parseRules(['CT: 1x1', 'nonsense', 'MR: 1x2'])).toHaveLength(2);
  });
});
