import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-media.js';

const request = {
  uid: '2.25.9', peer: 'CT1', executionStatus: 'CREATING', executionStatusInfo: 'NORMAL', device: 'robot', profile: 'STD-GEN-CD', label: 'Knee', instances: 12, copies: 2, parts: 2, piecesMade: 1, createdAt: '2026-01-01T00:00:00Z', changedAt: '', note: '',
};

async function shown() {
  const { asked } = serve({
    'GET /admin/media': { media: [request, { ...request, uid: '2.25.8', label: 'Hip', executionStatus: 'FAILURE', executionStatusInfo: 'NO_INSTANCE', note: 'Something is gone.' }] },
    'GET /admin/media/devices': { devices: [{ name: 'robot', media: ['CD', 'DVD'], condition: 'OutOfSupplies', note: 'No blank discs.' }] },
    'POST /admin/media/2.25.9/cancel': request, 'POST /admin/media/2.25.8/repeat': request,
  });
  const element = document.createElement('gantry-media');
  element.token = 't';
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.textContent).toContain('Knee'));
  const press = (name: string): void => element.renderRoot.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)!.click();
  return { asked, element, press };
}

describe('gantry-media', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('shows how far each request is, and what a device needs', async () => {
    const text = (await shown()).element.renderRoot.textContent;
    expect(text).toContain('1 of 4');
    expect(text).toContain('Something is gone.');
    expect(text).toContain('No blank discs.');
  });

  it('cancels what is made, and has made again what was not', async () => {
    const { asked, press } = await shown();
    press('Cancel Knee');
    press('Make again Hip');
    await vi.waitFor(() => expect(asked.map((each) => each.request)).toEqual(expect.arrayContaining(['POST /admin/media/2.25.9/cancel', 'POST /admin/media/2.25.8/repeat'])));
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).element)).toEqual([]));
});
