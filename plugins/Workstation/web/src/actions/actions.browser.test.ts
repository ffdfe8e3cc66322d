import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleStudy } from '../model/study.testing.js';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import type { ActionDialog } from './action-dialog.js';
import './gantry-delete.js';
import './gantry-export.js';
import './gantry-order-media.js';
import './gantry-retrieve.js';
import './gantry-send.js';

const study = sampleStudy;

type Name = 'gantry-delete' | 'gantry-retrieve' | 'gantry-send' | 'gantry-export' | 'gantry-order-media';

async function shown(name: Name, more: Record<string, unknown> = {}) {
  const { asked, urls } = serve({
    'GET /admin/nodes': { nodes: [{ aeTitle: 'ARCHIVE', host: 'archive', port: 104 }, { aeTitle: 'CALLER' }] },
    'POST /admin/sendings': { id: '1' },
    'POST /admin/fetches': { uid: '2.25.8' },
    'GET /admin/media/devices': { devices: [{ name: 'robot', media: ['CD'], condition: 'Ready', note: '' }] },
    'POST /admin/media': { uid: '2.25.9' },
    'HEAD /export/studies': {},
    ...more,
  });
  const element = document.createElement(name) as ActionDialog;
  element.studies = [study, { ...study, studyInstanceUid: '2.25.2' }];
  document.body.append(element);
  const root = element.renderRoot as ShadowRoot;
  const submit = (): void => root.querySelector<HTMLButtonElement>('button.primary')!.click();
  await vi.waitFor(() => expect(root.querySelector<HTMLButtonElement>('button.primary')?.disabled).toBe(false));
  return { asked, urls, element, root, submit };
}

describe('dialogs for studies', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('send to an AE that can be sent to, in the syntax that is chosen', async () => {
    const { asked, root, submit } = await shown('gantry-send');
    expect([...root.querySelectorAll<HTMLOptionElement>('select[name=to] option')].map((option) => option.value)).toEqual(['ARCHIVE']);
    root.querySelector<HTMLSelectElement>('select[name=syntax]')!.value = '1.2.840.10008.1.2.4.80';
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('It is being sent to ARCHIVE'));
    expect(asked.at(-1)).toEqual({ request: 'POST /admin/sendings', body: { to: 'ARCHIVE', uids: ['2.25.1', '2.25.2'], transferSyntax: '1.2.840.10008.1.2.4.80' } });
  });

  it('have studies sent here one by one, with the priority that is chosen', async () => {
    const { asked, element, root, submit } = await shown('gantry-retrieve');
    Object.assign(element, { from: 'FAR' });
    root.querySelector<HTMLSelectElement>('select[name=priority]')!.value = '5';
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('2 studies are in the queue'));
    expect(asked.slice(-2).map(({ body }) => body)).toEqual(['2.25.1', '2.25.2'].map((uid) => ({ from: 'FAR', studies: [uid], priority: 5 })));
    expect(await faultsOf(element)).toEqual([]);
  });

  it('delete with a reason alone, after telling how much it is', async () => {
    const plans = Object.fromEntries(['2.25.1', '2.25.2'].flatMap((uid) => ['GET', 'DELETE'].map((method) => [`${method} /admin/studies/${uid}`, { study: uid, series: 2, instances: 5, bytes: 1024, isWholeStudy: true, obstacles: [] }])));
    const { urls, element, root, submit } = await shown('gantry-delete', plans);
    const deleted = vi.fn();
    element.addEventListener('studies-deleted', deleted);
    expect(root.textContent).toContain('Studies: 2, series: 4, instances: 10, ');
    expect(await faultsOf(element)).toEqual([]);
    submit();
    root.querySelector<HTMLInputElement>('input[name=reason]')!.value = '  ';
    submit();
    expect(urls.some((url) => url.startsWith('DELETE'))).toBe(false);
    root.querySelector<HTMLInputElement>('input[name=reason]')!.value = 'Sent twice';
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('Deleted. Studies: 2, series: 4, instances: 10.'));
    expect(urls.slice(-2)).toEqual(['DELETE /admin/studies/2.25.1?reason=Sent+twice', 'DELETE /admin/studies/2.25.2?reason=Sent+twice']);
    expect(deleted).toHaveBeenCalledOnce();
  });

  it('delete after a failure what is left alone', async () => {
    const plan = { series: 1, instances: 1, bytes: 1, isWholeStudy: true, obstacles: [] };
    const { root, element, submit } = await shown('gantry-delete', {
      'GET /admin/studies/2.25.1': { ...plan, study: '2.25.1' }, 'GET /admin/studies/2.25.2': { ...plan, study: '2.25.2' }, 'DELETE /admin/studies/2.25.1': { ...plan, study: '2.25.1' },
    });
    const deleted = vi.fn();
    element.addEventListener('studies-deleted', deleted);
    root.querySelector<HTMLInputElement>('input[name=reason]')!.value = 'Sent twice';
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('No DELETE /admin/studies/2.25.2.'));
    expect(deleted).toHaveBeenCalledOnce();
    const { urls } = serve({ 'DELETE /admin/studies/2.25.2': { ...plan, study: '2.25.2' } });
    await vi.waitFor(() => expect(root.querySelector<HTMLButtonElement>('button.primary')?.disabled).toBe(false));
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('Deleted. Studies: 2, '));
    expect(urls).toEqual(['DELETE /admin/studies/2.25.2?reason=Sent+twice']);
    expect(deleted).toHaveBeenCalledTimes(2);
  });

  it('delete nothing where something speaks against it', async () => {
    const plan = { series: 1, instances: 1, bytes: 1, isWholeStudy: true };
    serve({
      'GET /admin/studies/2.25.1': { ...plan, study: '2.25.1', obstacles: ["The rule '*=keep' of retention keeps the study."] },
      'GET /admin/studies/2.25.2': { ...plan, study: '2.25.2', obstacles: [] },
    });
    const element = document.createElement('gantry-delete');
    element.studies = [study, { ...study, studyInstanceUid: '2.25.2' }];
    document.body.append(element);
    await vi.waitFor(() => expect(element.renderRoot.textContent).toContain('*=keep'));
    await element.updateComplete;
    expect(element.renderRoot.querySelector<HTMLButtonElement>('button.primary')?.disabled).toBe(true);
  });

  it('order media', async () => {
    const { asked, root, submit } = await shown('gantry-order-media');
    root.querySelector<HTMLInputElement>('input[name=copies]')!.value = '3';
    root.querySelector<HTMLInputElement>('input[name=label]')!.value = 'Knee';
    root.querySelector<HTMLSelectElement>('select[name=device]')!.value = 'robot';
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('It is ordered'));
    expect(asked.at(-1)?.body).toEqual({ uids: ['2.25.1', '2.25.2'], copies: 3, priority: 'Medium', viewer: true, split: true, lossy: false, device: 'robot', label: 'Knee' });
  });

  it('export, after the server has said that it may be', async () => {
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const { asked, root, submit } = await shown('gantry-export');
    submit();
    await vi.waitFor(() => expect(root.textContent).toContain('The browser is receiving it'));
    expect(asked.at(-1)?.request).toBe('HEAD /export/studies');
    expect((clicked.mock.instances[0] as unknown as HTMLAnchorElement).href).toMatch(/\/export\/studies\?study=2\.25\.1&study=2\.25\.2$/);
    clicked.mockRestore();
  });

  it('say what the server refuses, and stay', async () => {
    const { root, submit } = await shown('gantry-send');
    serve({});
    submit();
    await vi.waitFor(() => expect(root.querySelector('[role=alert]')?.textContent).toContain('No POST /admin/sendings.'));
    expect(root.querySelector('dialog')?.open).toBe(true);
  });

  it.each<Name>(['gantry-send', 'gantry-export', 'gantry-order-media'])('%s can be used without seeing or pointing, and is closed by a key', async (name) => {
    const { element, root } = await shown(name);
    root.querySelector<HTMLInputElement>('input[name=deidentify]')?.click();
    await element.updateComplete;
    expect(await faultsOf(element)).toEqual([]);
    const closed = vi.fn();
    element.addEventListener('action-closed', closed);
    root.querySelector<HTMLButtonElement>('.row.end button:not(.primary)')!.click();
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });
});
