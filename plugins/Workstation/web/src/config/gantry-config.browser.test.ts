import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-config.js';

const setting = {
  name: 'MaximumMatches', kind: 'WholeNumber', value: 1_000, source: 'Default', default: 1_000, minimum: '1', maximum: '100000', choices: [], appliesLive: true, isSecret: false,
  description: 'The most matches of a query.',
};
const list = { id: 'gantry.find', settings: [setting], unknown: [], effect: null };

async function shown() {
  const { asked } = serve({
    'GET /admin/plugins': { plugins: [{ id: 'gantry.find' }], retired: [] },
    'GET /admin/plugins/gantry.find/settings': list,
    'GET /admin/plugins/gantry.find/settings/schema': { title: '', properties: { MaximumMatches: { type: 'integer', minimum: 1, maximum: 100_000 } }, required: [] },
    'PATCH /admin/plugins/gantry.find/settings': { ...list, settings: [{ ...setting, value: 50 }], effect: 'It applies at once.' },
    'GET /admin/nodes': { nodes: [{ aeTitle: 'CT1', host: 'ct1', port: 104 }] },
    'POST /admin/nodes/CT1/echo': { status: 'Success (0000H)', milliseconds: 12.3 },
  });
  const config = document.createElement('gantry-config');
  config.token = 't';
  document.body.append(config);
  const form = (): ParentNode => config.renderRoot.querySelector('gantry-settings-form')!.renderRoot;
  await vi.waitFor(() => expect(form().querySelector('input')).not.toBeNull());
  const type = (text: string): void => {
    const input = form().querySelector('input')!;
    input.value = text;
    input.dispatchEvent(new InputEvent('input'));
  };
  return { asked, config, form, type };
}

describe('gantry-config', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('sends what was changed, and tells what came of it', async () => {
    const { asked, form, type } = await shown();
    type('50');
    await vi.waitFor(() => expect(form().querySelector<HTMLButtonElement>('button.primary')?.disabled).toBe(false));
    form().querySelector<HTMLButtonElement>('button.primary')?.click();
    await vi.waitFor(() => expect(form().textContent).toContain('It applies at once.'));
    expect(asked.find((each) => each.request.startsWith('PATCH'))?.body).toEqual({ MaximumMatches: 50 });
  });

  it('says what is wrong before the server does', async () => {
    const { form, type } = await shown();
    type('0');
    await vi.waitFor(() => expect(form().textContent).toContain('From 1 to 100000'));
    await vi.waitFor(() => expect(form().querySelector<HTMLButtonElement>('button.primary')?.disabled).toBe(true));
  });

  it('lists AEs', async () => {
    const { config } = await shown();
    [...config.renderRoot.querySelectorAll('button')].find((each) => each.textContent === 'AE titles')?.click();
    await vi.waitFor(() => expect(config.renderRoot.textContent).toContain('ct1'));
    [...config.renderRoot.querySelectorAll('button')].find((each) => each.textContent === 'Echo')?.click();
    await vi.waitFor(() => expect(config.renderRoot.textContent).toContain('CT1 answered Success (0000H) after 12 ms.'));
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown()).config)).toEqual([]));
});
