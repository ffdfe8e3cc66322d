import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-transfers.js';

const fetched = { uid: '2.25.9', from: 'ARCHIVE', state: 'running', priority: 0, studies: ['2.25.1'], series: [], remaining: 3, completed: 1, failed: 1, warning: 0, user: 'anna', createdAt: '2026-01-01T00:00:00Z', changedAt: '', note: '' };
const retrieval = {
  id: '7', command: 'C-MOVE', requestor: 'STATION', destination: 'SINK', level: 'STUDY', keys: ['2.25.2'], begunAt: '2026-01-01T00:00:00Z', seconds: 1, remaining: 0, completed: 2, failed: 0, warning: 0, status: 'Success (0000H)',
};

async function shown() {
  const { asked, urls } = serve({
    'GET /admin/fetches': { fetches: [fetched, { ...fetched, uid: '2.25.8', state: 'done', studies: ['2.25.3'] }] }, 'GET /admin/retrievals': { retrievals: [retrieval] }, 'POST /admin/fetches/2.25.9/pause': fetched, 'POST /admin/fetches/2.25.9/priority': { ...fetched, priority: -5 },
  });
  const element = document.createElement('gantry-transfers');
  element.token = 't';
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.textContent).toContain('ARCHIVE'));
  return { asked, urls, element };
}

describe('gantry-transfers', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('shows what comes and what goes, with how far it is', async () => {
    const { element } = await shown();
    expect(element.renderRoot.textContent).toContain('1 of 5');
    expect(element.renderRoot.textContent).toContain('1 failed');
    expect(element.renderRoot.textContent).toContain('2 of 2');
  });

  it('pauses what is under way, and offers nothing for what is done', async () => {
    const { asked, element } = await shown();
    const buttons = [...element.renderRoot.querySelectorAll('button')].map((each) => each.textContent?.trim());
    expect(buttons).toEqual(['Pause', 'Cancel']);
    element.renderRoot.querySelector('button')?.click();
    await vi.waitFor(() => expect(asked.map((each) => each.request)).toContain('POST /admin/fetches/2.25.9/pause'));
  });

  it('has what waits begin earlier or later, and asks nothing for what is no priority', async () => {
    const { urls, element } = await shown();
    const inputs = [...element.renderRoot.querySelectorAll<HTMLInputElement>('input[type=number]')];
    expect(inputs.map((each) => [each.value, each.ariaLabel])).toEqual([['0', 'Priority of 2.25.1']]);
    const type = (value: string): void => { inputs[0]!.value = value; inputs[0]!.dispatchEvent(new Event('change')); };
    type('900');
    type('');
    type('-5');
    await vi.waitFor(() => expect(urls.filter((each) => each.includes('/priority'))).toEqual(['POST /admin/fetches/2.25.9/priority?value=-5']));
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).element)).toEqual([]));
});
