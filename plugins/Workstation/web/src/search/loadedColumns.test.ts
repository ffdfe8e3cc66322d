import { describe, expect, it, vi } from 'vitest';
import type { StudyInfo } from '../model/study.js';
import type { Column } from './columns.js';
import { LoadedColumns } from './loadedColumns.js';

const study = (studyInstanceUid: string): StudyInfo => ({ studyInstanceUid }) as StudyInfo;
const column = (load: Column['load']): Column => ({ name: 'dots', title: { text: 'Dots' }, value: () => 'of the study', load });
const host = () => ({ requestUpdate: vi.fn() }) as never;
const textOf = (columns: LoadedColumns, of: Column, uid: string): string => columns.of([of])[0]!.value(study(uid));

describe('columns that ask for their values', () => {
  it('ask for each study once, and have the texts then', async () => {
    const columns = new LoadedColumns(host());
    const dots = column(vi.fn(async (studies: readonly StudyInfo[]) => new Map(studies.map(({ studyInstanceUid }) => [studyInstanceUid, `dots of ${studyInstanceUid}`]))));
    await columns.load([dots], [study('1'), study('2')]);
    await columns.load([dots], [study('1'), study('2'), study('3')]);
    expect(vi.mocked(dots.load!).mock.calls.map(([studies]) => studies.map((each) => each.studyInstanceUid))).toEqual([['1', '2'], ['3']]);
    expect(['1', '3', '4'].map((uid) => textOf(columns, dots, uid))).toEqual(['dots of 1', 'dots of 3', '']);
  });

  it('leave other columns as they are', () => {
    const plain: Column = { name: 'plain', title: { text: 'Plain' }, value: () => 'of the study' };
    expect(new LoadedColumns(host()).of([plain])).toEqual([plain]);
  });

  it('say what failed, and stay empty', async () => {
    const columns = new LoadedColumns(host());
    const dots = column(() => Promise.reject(new Error('no dots')));
    await columns.load([dots], [study('1')]);
    expect(columns.problems).toEqual([['dots', 'no dots']]);
    expect(textOf(columns, dots, '1')).toBe('');
  });

  it('forget what there was, and what still comes of it', async () => {
    const columns = new LoadedColumns(host());
    let answer = (_: ReadonlyMap<string, string>): void => undefined;
    const dots = column(() => new Promise((resolve) => { answer = resolve; }));
    const loading = columns.load([dots], [study('1')]);
    columns.clear();
    answer(new Map([['1', 'late']]));
    await loading;
    expect(textOf(columns, dots, '1')).toBe('');
  });
});
