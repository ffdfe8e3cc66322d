import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-services.js';

const plugin = {
  id: 'gantry.find', version: '1.0.0', generation: 1, state: 'Serving', folder: '', description: 'Answers C-FIND.', provides: [], requires: [], serves: ['C-FIND of Study Root'], operations: 2, refusal: null,
  canRollBack: false, canPause: true, faults: 0, lastFault: null, oldestOperationSeconds: null, abandonedOperations: 0, canary: null, health: [{ command: 'CFind', operations: 9, failures: 1, faults: 0, medianMilliseconds: 2 }],
};

const answers = {
  'GET /admin/status': {
    aeTitle: 'GANTRY', dicomEndpoint: '', httpEndpoint: '', dataFolder: '', version: '1.0.0', startedAt: '', associations: { current: 0, total: 0, rejected: 0 },
    catalog: { patients: 1, studies: 2, series: 3, instances: 4, bytes: 5_000 }, catalogProblem: null, pluginsServing: 1, pluginsRefused: 0,
  },
  'GET /admin/plugins': { plugins: [plugin], retired: [] },
  'GET /admin/associations': { associations: [] },
  'GET /admin/listeners': { listeners: [{ name: 'dicom', state: 'serving', endpoint: '*:11112', port: 11112, aeTitles: ['GANTRY', 'SECOND'], tls: false, associations: 3 }] },
};

async function shown(more: Record<string, unknown> = {}) {
  const { asked } = serve({ ...answers, ...more });
  const services = document.createElement('gantry-services');
  services.token = 't';
  document.body.append(services);
  await vi.waitFor(() => expect(services.renderRoot.textContent).toContain('2 studies, 4 instances, 5.0 kB'));
  return { asked, services };
}

const button = (root: ParentNode, text: string): HTMLButtonElement | undefined => [...root.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);

describe('gantry-services', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('shows plugins and how they do', async () => {
    const { services } = await shown();
    expect(services.renderRoot.textContent).toContain('CFind: 9, 1 failed, 2.0 ms');
    expect(services.renderRoot.textContent).toContain('No association is open.');
  });

  it('reloads a plugin after it has asked how', async () => {
    const { asked, services } = await shown({ 'POST /admin/plugins/gantry.find/reload': plugin });
    button(services.renderRoot, 'Reload')?.click();
    await services.updateComplete;
    button(services.renderRoot.querySelector('dialog')!, 'Do it')?.click();
    await vi.waitFor(() => expect(services.renderRoot.textContent).toContain('gantry.find: Reload done.'));
    expect(asked.map((each) => each.request)).toContain('POST /admin/plugins/gantry.find/reload');
  });

  it('pauses a plugin after it has asked, and resumes it at once', async () => {
    const paused = { ...plugin, state: 'Paused', refusal: 'Its operations are refused until an administrator resumes it.' };
    const { services } = await shown();
    button(services.renderRoot, 'Pause')?.click();
    await services.updateComplete;
    const dialog = services.renderRoot.querySelector('dialog')!;
    expect(dialog.textContent).toContain('Pause gantry.find');
    expect(dialog.querySelector('select')).toBeNull();
    expect(await faultsOf(services)).toEqual([]);
    const { urls } = serve({ ...answers, 'GET /admin/plugins': { plugins: [paused], retired: [] }, 'POST /admin/plugins/gantry.find/pause': paused, 'POST /admin/plugins/gantry.find/resume': plugin });
    button(dialog, 'Do it')?.click();
    await vi.waitFor(() => expect(urls).toContain('POST /admin/plugins/gantry.find/pause'));
    await vi.waitFor(() => expect(services.renderRoot.textContent).toContain('Its operations are refused until an administrator resumes it'));
    button(services.renderRoot, 'Resume')?.click();
    await vi.waitFor(() => expect(urls).toContain('POST /admin/plugins/gantry.find/resume'));
  });

  it('has a listener pause after it has asked, and start again', async () => {
    const paused = { listeners: [{ name: 'dicom', state: 'paused', endpoint: '*:11112', port: 11112, aeTitles: ['GANTRY'], tls: false, associations: 0 }] };
    const { services } = await shown();
    const listeners = services.renderRoot.querySelector('gantry-listeners')!;
    await vi.waitFor(() => expect(listeners.renderRoot.textContent?.replaceAll(/\s+/g, ' ')).toContain('dicom*:11112GANTRY, SECOND Serves3'));
    button(listeners.renderRoot, 'Pause')?.click();
    await listeners.updateComplete;
    const dialog = listeners.renderRoot.querySelector('dialog')!;
    dialog.querySelector<HTMLInputElement>('input[name=abort]')!.checked = true;
    expect(await faultsOf(services)).toEqual([]);
    const { urls } = serve({ ...answers, 'GET /admin/listeners': paused, 'POST /admin/listeners/dicom/pause': paused, 'POST /admin/listeners/dicom/start': answers['GET /admin/listeners'] });
    button(dialog, 'Do it')?.click();
    await vi.waitFor(() => expect(urls).toContain('POST /admin/listeners/dicom/pause?abort=true'));
    await vi.waitFor(() => expect(button(listeners.renderRoot, 'Start')).toBeDefined());
    button(listeners.renderRoot, 'Start')?.click();
    await vi.waitFor(() => expect(urls).toContain('POST /admin/listeners/dicom/start'));
  });

  it('says why something was not done', async () => {
    const { services } = await shown();
    button(services.renderRoot, 'Unload')?.click();
    await services.updateComplete;
    button(services.renderRoot.querySelector('dialog')!, 'Do it')?.click();
    await vi.waitFor(() => expect(services.renderRoot.querySelector('[role=alert]')?.textContent).toContain('No POST /admin/plugins/gantry.find/unload.'));
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).services)).toEqual([]));
});
