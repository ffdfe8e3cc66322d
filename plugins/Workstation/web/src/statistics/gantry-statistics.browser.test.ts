import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-statistics.js';

async function shown() {
  const { asked } = serve({
    'GET /admin/statistics/received': { from: '2026-01-01', to: '2026-01-30', received: [{ name: '2026-01-02', instances: 1_200, bytes: 500_000_000 }, { name: '2026-01-03', instances: 3, bytes: 1_000 }] },
    'GET /admin/statistics': { catalog: { patients: 1, studies: 2, series: 3, instances: 1_203, bytes: 500_001_000 }, modalities: [{ modality: 'CT', series: 2, instances: 1_200 }, { modality: null, series: 1, instances: 3 }] },
  });
  const element = document.createElement('gantry-statistics');
  element.token = 't';
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.textContent).toContain('2026-01-02'));
  return { asked, element };
}

describe('gantry-statistics', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('shows what came, and what there is', async () => {
    const { element } = await shown();
    const text = element.renderRoot.textContent?.replace(/\s+/g, ' ');
    expect(text).toContain('500 MB');
    expect(text).toContain('2 studies');
    expect(text).toContain('all others');
    expect(element.renderRoot.querySelector<HTMLInputElement>('input[type=date]')?.value).toBe('2026-01-01');
  });

  it('asks anew for another grouping, and not by itself', async () => {
    const { asked, element } = await shown();
    const ownAsked = (): unknown[] => asked.filter(({ request }) => request.startsWith('GET /admin/statistics')); // files of tests share a page, and what another has left may ask, too
    expect(ownAsked()).toHaveLength(2);
    const select = element.renderRoot.querySelector('select')!;
    select.value = 'ae';
    select.dispatchEvent(new Event('change'));
    await vi.waitFor(() => expect(ownAsked()).toHaveLength(4));
    expect(element.renderRoot.querySelector('thead th')?.textContent).toBe('AE title');
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).element)).toEqual([]));
});
