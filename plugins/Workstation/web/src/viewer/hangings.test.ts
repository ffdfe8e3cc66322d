import { describe, expect, it } from 'vitest';
import type { LoadedSeries } from '../loader/studyLoader.js';
import { sampleStudy as study } from '../model/study.testing.js';
import { usualRules } from './hangingRules.js';
import { Hangings } from './hangings.js';
import type { OpenStudies, ShownStudy } from './openStudies.js';

const series = (uid: string, description: string, change: Partial<LoadedSeries> = {}): LoadedSeries => ({
  info: { seriesInstanceUid: uid, modality: 'MG', seriesDescription: description, bodyPart: '' }, images: [], others: 0, keyDocuments: [], loaded: 0, failed: 0, isKnown: true, ...change,
});
const image = { imageId: 'a', seriesInstanceUid: 'm', frame: 1, instance: { sopInstanceUid: '2.25.9', sopClassUid: '', frames: 1 } };

describe('what hangs where', () => {
  it('is known of mammograms when it is known what each shows', () => {
    const main = { uid: '2.25.1', info: { ...study, modalities: ['MG'] }, series: [series('m', 'Screening', { isKnown: false })] } as unknown as ShownStudy & { series: LoadedSeries[] };
    const hangings = new Hangings(() => undefined);
    hangings.empty({ main, beside: undefined, of: () => main } as unknown as OpenStudies);
    expect(hangings.note(main, usualRules, '')).toBeUndefined();
    expect([hangings.isSettled, hangings.hung.cells]).toEqual([false, ['m']]);
    Object.assign(main, { series: ['L MLO', 'R MLO', 'L CC', 'R CC'].map((view) => series(`m/${view}`, view, { images: [image] })) });
    expect(hangings.note(main, usualRules, '')).toEqual({ link: false, referenceLines: false });
    expect([hangings.isSettled, hangings.hung.grid, hangings.hung.cells]).toEqual([true, { rows: 2, columns: 2 }, ['m/R CC', 'm/L CC', 'm/R MLO', 'm/L MLO']]);
  });

  it('is known of others as soon as their series are, and goes to the next and back', () => {
    const ct = (uid: string): LoadedSeries => ({ ...series(uid, uid, { isKnown: false }), info: { ...series(uid, uid).info, modality: 'CT' } });
    const main = { uid: '2.25.1', info: { ...study, modalities: ['CT'] }, series: [ct('a'), ct('b')] } as unknown as ShownStudy;
    const hangings = new Hangings(() => undefined);
    hangings.empty({ main, beside: undefined, of: () => main } as unknown as OpenStudies);
    hangings.note(main, [], '1x1');
    expect([hangings.isSettled, hangings.series, hangings.next(1), hangings.next(-1)]).toEqual([true, 'a', 'b', undefined]);
  });
});
