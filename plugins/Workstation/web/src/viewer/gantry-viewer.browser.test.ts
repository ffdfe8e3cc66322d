import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import './gantry-viewer.js';
import type { GantryViewer } from './gantry-viewer.js';
import { PatientSource, SampleEngine, SampleSource, SampleStore } from './viewer.testing.js';

async function shown(change: Partial<GantryViewer> = {}) {
  const engine = new SampleEngine();
  const viewer = document.createElement('gantry-viewer');
  viewer.style.height = '480px';
  Object.assign(viewer, { source: new SampleSource(), study: '2.25.1', engineFactory: async () => engine, ...change });
  document.body.append(viewer);
  await vi.waitFor(() => expect(corners(viewer)).toContain('Image 1 of 3'));
  return { engine, viewer };
}

const corners = (viewer: GantryViewer): string =>
  [...viewer.renderRoot.querySelectorAll('gantry-image-view')].flatMap((view) => [...view.renderRoot.querySelectorAll('.text')]).map((text) => text.textContent).join('\n');

const dialogOf = (viewer: GantryViewer): ParentNode => viewer.renderRoot.querySelector('gantry-viewer-dialog')!.renderRoot;

const press = (key: string, held: KeyboardEventInit = {}): void => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...held }));

describe('gantry-viewer', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows a study, and who it is of', async () => {
    const { viewer } = await shown();
    expect(corners(viewer)).toContain('ANON, ONE');
    expect(viewer.renderRoot.querySelector('gantry-series-list')?.renderRoot.querySelectorAll('button')).toHaveLength(2);
  });

  it('says that it is busy until it shows an image, as its rules say', async () => {
    const engine = new SampleEngine();
    const arrivals: (() => void)[] = [];
    const opened = engine.open.bind(engine);
    vi.spyOn(engine, 'open').mockImplementation((element, listener) => {
      const view = opened(element, listener);
      return { ...view, show: async (images, index) => { await new Promise<void>((resolve) => arrivals.push(resolve)); await view.show(images, index); } };
    });
    const viewer = document.createElement('gantry-viewer');
    Object.assign(viewer, { source: new SampleSource(), study: '2.25.1', engineFactory: async () => engine });
    document.body.append(viewer);
    const busy = (): (string | null | undefined)[] => [viewer.renderRoot.querySelector('.grid'), viewer.renderRoot.querySelector('gantry-image-view')?.renderRoot.querySelector('[role=img]')].map((each) => each?.getAttribute('aria-busy'));
    await vi.waitFor(() => expect(arrivals.length).toBeGreaterThan(0));
    await vi.waitFor(() => expect(busy()).toEqual(['false', 'true']));
    expect(corners(viewer)).not.toContain('Image 1 of 3');
    expect(await faultsOf(viewer)).toEqual([]);
    arrivals.forEach((arrive) => arrive());
    await vi.waitFor(() => expect(busy()).toEqual(['false', 'false']));
    expect(corners(viewer)).toContain('Image 1 of 3');
  });

  it('saves what was drawn at once when the page is left', async () => {
    const drawings = new SampleStore();
    await shown({ drawings });
    press('k');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await vi.waitFor(() => expect(drawings.own.keyImages).toHaveLength(1), { timeout: 500 });
  });

  it('scrolls and chooses windows by keys, without a click first', async () => {
    const { viewer } = await shown();
    press('ArrowDown');
    press('3');
    await vi.waitFor(() => expect(corners(viewer)).toContain('Image 2 of 3'));
    expect(corners(viewer)).toContain('W 2500 C 480');
    press('End');
    press('ArrowDown');
    await vi.waitFor(() => expect(corners(viewer)).toContain('Image 3 of 3'));
  });

  it('has the list of windows say which applies', async () => {
    const { viewer } = await shown();
    const list = (): HTMLSelectElement => viewer.renderRoot.querySelector('gantry-viewer-toolbar')!.renderRoot.querySelector('select.windows')!;
    const says = async (text: string): Promise<void> => vi.waitFor(() => expect(list().selectedOptions[0]?.textContent).toBe(text));
    const choose = (value: string): void => { list().value = value; list().dispatchEvent(new Event('change')); };
    await says('Soft tissue'); // the image's own window is that
    choose('window.3');
    await says('Bone');
    press('2');
    await says('Lung');
    const view = viewer.renderRoot.querySelector('gantry-image-view')!.view!;
    view.setWindow(51, 333); // as by the mouse
    await says('W 333 C 51');
    choose('window.2');
    await says('Lung');
    view.setWindow(300, 1600);
    await says('As the image says');
    expect(await faultsOf(viewer)).toEqual([]);
  });

  it('says which side of the patient is at each edge, of the image that is seen', async () => {
    const { viewer } = await shown();
    const edges = (): string[] => [...viewer.renderRoot.querySelectorAll('gantry-image-view')].flatMap((view) => [...view.renderRoot.querySelectorAll('.edge')]).map((edge) => `${edge.getAttribute('data-side')} ${edge.textContent}`);
    await vi.waitFor(() => expect(edges()).toEqual(['left R', 'right L', 'top A', 'bottom P']));
    press('ArrowDown');
    await vi.waitFor(() => expect(edges()).toEqual(['left A', 'right P', 'top H', 'bottom F']));
    press('r');
    await vi.waitFor(() => expect(edges()).toEqual(['left F', 'right H', 'top A', 'bottom P']));
    press('ArrowDown'); // it says nothing of it
    await vi.waitFor(() => expect(edges()).toEqual([]));
    press('Home');
    await vi.waitFor(() => expect(edges()).toEqual(['left P', 'right A', 'top R', 'bottom L']));
    press('o');
    await vi.waitFor(() => expect(edges()).toEqual([]));
  });

  it('does nothing with keys that are typed into a field', async () => {
    const { viewer } = await shown();
    const input = document.createElement('input');
    document.body.append(input);
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true }));
    await viewer.updateComplete;
    expect(corners(viewer)).toContain('Image 1 of 3');
  });

  it('shows other series in a larger grid, and scrolls them together', async () => {
    const { viewer } = await shown();
    press('2', { altKey: true });
    press('y');
    await vi.waitFor(() => expect(viewer.renderRoot.querySelectorAll('gantry-image-view')).toHaveLength(2));
    await vi.waitFor(() => expect(corners(viewer)).toContain('CT · 2 · Series 2'));
    press('ArrowDown');
    await vi.waitFor(() => expect(corners(viewer).match(/Image 2 of 3/g)).toHaveLength(2));
  });

  it('marks key images, and tells of them', async () => {
    const { viewer } = await shown();
    const marked = vi.fn();
    viewer.addEventListener('key-images-changed', (event) => marked((event as CustomEvent).detail));
    press('k');
    expect(marked).toHaveBeenLastCalledWith([{ sopInstanceUid: '2.25.91', frame: 1 }]);
    press('k');
    expect(marked).toHaveBeenLastCalledWith([]);
  });

  it('shows attributes and keys', async () => {
    const { viewer } = await shown();
    press('m');
    await vi.waitFor(() => expect(dialogOf(viewer).querySelector('gantry-tag-browser')?.renderRoot.textContent).toContain('(0028,0010)'));
    dialogOf(viewer).querySelector('dialog')?.close();
    await vi.waitFor(() => expect(dialogOf(viewer).querySelector('gantry-tag-browser')).toBeNull());
    press('?');
    await vi.waitFor(() => expect(dialogOf(viewer).querySelector('gantry-key-list')?.renderRoot.textContent).toContain('Next image'));
  });

  it('shows the keys though the browser tells only then that the attributes were closed', async () => {
    const { viewer } = await shown();
    press('m');
    await vi.waitFor(() => expect(dialogOf(viewer).querySelector('gantry-tag-browser')).not.toBeNull());
    const dialog = dialogOf(viewer).querySelector('dialog')!;
    const told = new Promise((resolve) => { dialog.addEventListener('close', resolve, { once: true }); });
    dialog.close();
    press('?');
    expect(dialog.open).toBe(true);
    await told;
    await vi.waitFor(() => expect(dialogOf(viewer).querySelector('gantry-key-list')?.renderRoot.textContent).toContain('Next image'));
    expect(dialog.ariaLabel).toBe('Keys');
    expect(dialogOf(viewer).querySelector('gantry-tag-browser')).toBeNull();
  });

  it('says what cannot be read, and tries again', async () => {
    const source = new SampleSource();
    const series = vi.spyOn(source, 'series').mockRejectedValueOnce(new Error('no server'));
    const viewer = document.createElement('gantry-viewer');
    Object.assign(viewer, { source, study: '2.25.1', engineFactory: async () => new SampleEngine() });
    document.body.append(viewer);
    await vi.waitFor(() => expect(viewer.renderRoot.querySelector('.status')?.textContent).toContain('no server'));
    viewer.renderRoot.querySelector<HTMLButtonElement>('.status button')?.click();
    await vi.waitFor(() => expect(series).toHaveBeenCalledTimes(2));
  });

  it('says why a series is no volume, and shows its images again', async () => {
    const { viewer } = await shown();
    press('j');
    await vi.waitFor(() => expect(viewer.renderRoot.querySelector('gantry-mpr')?.renderRoot.textContent).toContain('cannot be shown in other planes: its images do not say where'));
    expect(await faultsOf(viewer)).toEqual([]);
    press('j');
    await vi.waitFor(() => expect(viewer.renderRoot.querySelector('gantry-mpr')).toBeNull());
  });

  it('keeps what is drawn and marked, and shows it again', async () => {
    const drawings = new SampleStore();
    const { viewer, engine } = await shown({ drawings });
    press('k');
    engine.drawnShapes.push({ id: 'a', tool: 'length', imageId: '2.25.11/2.25.91', points: [[0, 0, 0], [1, 0, 0]] });
    engine.drawn?.();
    viewer.study = '';
    await vi.waitFor(() => expect(drawings.own).toEqual({
      annotations: [{ id: 'a', tool: 'length', points: [[0, 0, 0], [1, 0, 0]], sopInstanceUid: '2.25.91', frame: 1 }], keyImages: [{ sopInstanceUid: '2.25.91', frame: 1 }],
    }));
    engine.drawnShapes.length = 0;
    viewer.study = '2.25.1';
    await vi.waitFor(() => expect(engine.drawnShapes.map(({ id }) => id)).toEqual(['a']));
    await vi.waitFor(() => expect(viewer.renderRoot.querySelector('gantry-image-view')?.renderRoot.textContent).toContain('Key image'));
  });

  it('lists the other studies of the patient, and shows one beside, by what is like it', async () => {
    const { viewer } = await shown({ source: new PatientSource() });
    const list = viewer.renderRoot.querySelector('gantry-prior-list')!;
    const button = (): HTMLButtonElement => list.renderRoot.querySelector<HTMLButtonElement>('li button')!;
    await vi.waitFor(() => expect([...list.renderRoot.querySelectorAll('li')].map((each) => each.textContent?.replaceAll(/\s+/g, ' ').trim())).toEqual(['2024-01-31 · CT · Chest 2 years earlier']));
    button().click();
    await vi.waitFor(() => expect(viewer.renderRoot.querySelectorAll('gantry-image-view')).toHaveLength(2));
    await vi.waitFor(() => expect(viewer.renderRoot.querySelectorAll('gantry-image-view')[1]?.renderRoot.textContent).toContain('Beside: 2 years earlier'));
    const [first, second] = [...viewer.renderRoot.querySelectorAll('gantry-image-view')].map((view) => [view.series?.seriesInstanceUid, view.study?.studyDate]);
    expect([first, second]).toEqual([['2.25.11', '20260131'], ['2.25.21', '20240131']]);
    expect(viewer.renderRoot.querySelectorAll('gantry-series-list')).toHaveLength(2);
    await vi.waitFor(() => expect(corners(viewer).match(/Image 1 of 3/g)).toHaveLength(2));
    press('ArrowDown');
    await vi.waitFor(() => expect(corners(viewer).match(/Image 2 of 3/g)).toHaveLength(2)); // they scroll together
    expect(button().getAttribute('aria-pressed')).toBe('true');
    expect(await faultsOf(viewer)).toEqual([]);
    button().click();
    await vi.waitFor(() => expect(viewer.renderRoot.querySelectorAll('gantry-image-view')).toHaveLength(1));
    expect(viewer.renderRoot.querySelectorAll('gantry-series-list')).toHaveLength(1);
  });

  it('asks other archives for studies of the patient when a person wants it, and says which do not answer', async () => {
    const [near, far, dead] = [new SampleSource(), new PatientSource(), new SampleSource()];
    Object.assign(far, { name: 'Far' });
    Object.assign(dead, { name: 'Dead', findStudies: () => Promise.reject(new Error('no answer')) });
    const { viewer } = await shown({ source: near, archives: [near, far, dead] });
    const list = viewer.renderRoot.querySelector('gantry-prior-list')!;
    expect(far.asked).toEqual([]);
    await vi.waitFor(() => expect(list.renderRoot.textContent).toContain('There are none here.'));
    [...list.renderRoot.querySelectorAll('button')].find((each) => each.textContent === 'Look in other archives')?.click();
    await vi.waitFor(() => expect(list.renderRoot.querySelector('li')?.textContent).toContain('Far'));
    expect(list.renderRoot.querySelector('[role=alert]')?.textContent).toContain('Dead: no answer');
  });

  it('gives up all when it leaves the page', async () => {
    const { engine, viewer } = await shown();
    viewer.remove();
    expect(engine.calls).toContain('engine closed');
  });

  it('can be used without seeing or pointing', async () => {
    const { viewer } = await shown();
    expect(await faultsOf(viewer)).toEqual([]);
  });
});
