import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-log.js';

const record = {
  number: 7, at: '2026-01-31T09:00:00Z', kind: 'Operation', type: 'Information', direction: 'Incoming', remoteAETitle: 'CT1', command: 'C-STORE', status: '0000H', milliseconds: 12.5, bytes: 100,
};

const entry = (number: number, message: string) => ({ number, time: '2026-01-31T09:00:00Z', level: 'Warning', category: 'Gantry', plugin: 'gantry.find', message, fault: null });

async function shown() {
  const { asked } = serve({
    'GET /admin/logs/stream': new Response([entry(1, 'Slow.'), entry(2, 'Slower.')].map((each) => `event: log\nid: ${each.number}\ndata: ${JSON.stringify({ entries: [each], last: each.number })}\n\n`).join('')),
    'GET /admin/log/levels': { default: 'Information', others: {} },
    'GET /admin/transactions': { transactions: [record] },
    'GET /admin/transactions/7': { ...record, dataSet: { '00100020': { vr: 'LO', Value: ['P1'] } } },
  });
  const log = document.createElement('gantry-log');
  log.token = 't';
  log.interval = 60_000; // once is enough here
  document.body.append(log);
  await vi.waitFor(() => expect(log.renderRoot.textContent).toContain('Slow.'));
  return { asked, log };
}

const press = (root: ParentNode, text: string): void => [...root.querySelectorAll('button')].find((each) => each.textContent === text)?.click();

describe('gantry-log', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('shows entries as the server tells of them', async () => {
    const { asked, log } = await shown();
    await vi.waitFor(() => expect([...log.renderRoot.querySelectorAll('tbody tr')].map((row) => row.lastElementChild?.textContent?.trim())).toEqual(['Slow.', 'Slower.']));
    expect(asked.filter(({ request }) => request.includes('/admin/logs')).map(({ request }) => request)).toEqual(['GET /admin/logs/stream']); // and asks no more
  });

  it('shows a record of the transaction log with its data set', async () => {
    const { log } = await shown();
    press(log.renderRoot, 'Transactions');
    await vi.waitFor(() => expect(log.renderRoot.textContent).toContain('C-STORE'));
    press(log.renderRoot, 'Record 7');
    await vi.waitFor(() => expect(log.renderRoot.querySelector('gantry-tag-browser')?.renderRoot.textContent).toContain('P1'));
  });

  it('asks again when it is to follow again', async () => {
    const { asked, log } = await shown();
    press(log.renderRoot, 'Pause');
    await log.updateComplete;
    const before = asked.length;
    press(log.renderRoot, 'Follow');
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before));
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).log)).toEqual([]));
});
