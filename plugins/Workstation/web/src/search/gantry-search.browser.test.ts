import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StudyActionEvent } from '../actions/studyActions.js';
import { faultsOf } from '../ui/accessibility.testing.js';
import { SampleSource } from '../viewer/viewer.testing.js';
import './gantry-search.js';
import type { GantrySearch, StudyChosenEvent } from './gantry-search.js';

async function shown(source = new SampleSource()) {
  const search = document.createElement('gantry-search');
  search.sources = [source];
  document.body.append(search);
  await vi.waitFor(() => expect(search.renderRoot.textContent).toContain('ANON, ONE'));
  return { search, source };
}

const input = (search: GantrySearch, name: string): HTMLInputElement => search.renderRoot.querySelector<HTMLInputElement>(`input[name=${name}]`)!;

describe('gantry-search', () => {
  afterEach(() => document.body.replaceChildren());

  it('lists studies, and opens one', async () => {
    const { search, source } = await shown();
    const chosen = vi.fn();
    search.addEventListener('study-chosen', (event) => chosen((event as StudyChosenEvent).study.studyInstanceUid, (event as StudyChosenEvent).source));
    search.renderRoot.querySelector<HTMLButtonElement>('tbody button')?.click();
    expect(chosen).toHaveBeenCalledWith('2.25.1', source);
  });

  it('asks once after several keys', async () => {
    const { search, source } = await shown();
    const before = source.asked.length;
    for (const typed of ['a', 'an', 'ano']) {
      const field = input(search, 'patientName');
      field.value = typed;
      field.dispatchEvent(new InputEvent('input'));
    }

    await vi.waitFor(() => expect(source.asked.length).toBe(before + 1));
    expect(source.asked.at(-1)).toMatchObject({ patientName: '*ano*' });
  });

  it('says why it cannot ask', async () => {
    const source = new SampleSource();
    const { search } = await shown(source);
    vi.spyOn(source, 'findStudies').mockRejectedValueOnce(new Error('no server'));
    await search.search();
    await search.updateComplete;
    expect(search.renderRoot.querySelector('[role=alert]')?.textContent).toContain('no server');
  });

  it('tells by what it is sorted', async () => {
    const { search } = await shown();
    const header = (): Element | undefined => [...search.renderRoot.querySelectorAll('th')].find((each) => each.textContent?.includes('Patient ID'));
    header()?.querySelector('button')?.click();
    await search.updateComplete;
    expect(header()?.getAttribute('aria-sort')).toBe('ascending');
  });

  it('offers what can be done with the studies that are chosen', async () => {
    const { search, source } = await shown();
    const wanted = vi.fn();
    search.addEventListener('study-action', (event) => wanted((event as StudyActionEvent).action, (event as StudyActionEvent).studies.map((study) => study.studyInstanceUid), (event as StudyActionEvent).source));
    search.actions = (of) => (of === source ? [{ id: 'send', title: 'actions.send', rights: [] }, { id: 'own', title: { text: 'Of mine' }, rights: [] }] : []);
    await search.updateComplete;
    const button = (text: string): HTMLButtonElement => [...search.renderRoot.querySelectorAll('button')].find((each) => each.textContent === text)!;
    expect(button('Send…').disabled).toBe(true);
    search.renderRoot.querySelector<HTMLInputElement>('tbody input[type=checkbox]')!.click();
    await search.updateComplete;
    button('Of mine').click();
    expect(wanted).toHaveBeenCalledWith('own', ['2.25.1'], source);
    expect(await faultsOf(search)).toEqual([]);
  });

  it('has columns tell anew what they ask for', async () => {
    const { search } = await shown();
    let kept = 'before';
    search.columns = [...search.columns, { name: 'kept', title: { text: 'Kept' }, value: () => '', load: async (studies) => new Map(studies.map(({ studyInstanceUid }) => [studyInstanceUid, kept])) }];
    await vi.waitFor(() => expect(search.renderRoot.querySelector('tbody')?.textContent).toContain('before'));
    kept = 'after';
    search.reloadColumns();
    await vi.waitFor(() => expect(search.renderRoot.querySelector('tbody')?.textContent).toContain('after'));
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).search)).toEqual([]));
});
