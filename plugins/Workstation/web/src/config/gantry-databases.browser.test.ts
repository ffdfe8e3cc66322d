import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-databases.js';
import type { GantryDatabases } from './gantry-databases.js';

const move = { current: 'gantry.sqlite', standby: null, state: 'None', isToSwitch: false, kind: null, compared: 0, written: 0, removed: 0, pending: 0, verified: 0, problem: null };
const answers = {
  'GET /admin/catalog': { database: 'SQLite 3, /data/catalog.db', applied: ['1_Initial', '2_NameParts'], pending: [] as string[] },
  'GET /admin/catalog/move': move as object,
  'GET /admin/plugins': { plugins: [{ id: 'gantry.sqlite', state: 'Serving' }, { id: 'gantry.find', state: 'Serving' }, { id: 'gantry.postgresql', state: 'LeftOut' }], retired: [] },
  'GET /admin/plugins/gantry.sqlite/settings': { plugin: 'gantry.sqlite', settings: [], unknown: [] },
  'GET /admin/plugins/gantry.sqlite/settings/schema': { properties: {} },
};

async function shown(more: Record<string, unknown> = {}): Promise<{ databases: GantryDatabases; urls: string[]; asked: { request: string; body: unknown }[] }> {
  const { urls, asked } = serve({ ...answers, ...more });
  const databases = document.createElement('gantry-databases');
  databases.token = 't';
  document.body.append(databases);
  await vi.waitFor(() => expect(databases.renderRoot.textContent).toContain('SQLite 3, /data/catalog.db'));
  return { databases, urls, asked };
}

const press = (databases: GantryDatabases, text: string): void => {
  const button = [...databases.renderRoot.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
  expect(button?.disabled, text).toBe(false);
  button?.click();
};
const text = (databases: GantryDatabases): string => databases.renderRoot.textContent?.replaceAll(/\s+/g, ' ') ?? '';

describe('gantry-databases', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('says which database serves and how far its tables are, and tests it', async () => {
    const { databases } = await shown({ 'POST /admin/catalog/check': { faults: [] } });
    expect(text(databases)).toContain('They are up to date: 2_NameParts');
    press(databases, 'Test');
    await vi.waitFor(() => expect(text(databases)).toContain('It answers, and is sound.'));
    expect(await faultsOf(databases)).toEqual([]);
  });

  it('says what a test has found, and what it failed with', async () => {
    const { databases } = await shown({ 'POST /admin/catalog/check': { faults: ['Row 7 is missing from index 2.'] } });
    press(databases, 'Test');
    await vi.waitFor(() => expect(text(databases)).toContain('Row 7 is missing from index 2.'));
    serve(answers);
    press(databases, 'Test');
    await vi.waitFor(() => expect(databases.renderRoot.querySelector('[role=alert]')?.textContent).toContain('No POST /admin/catalog/check.'));
    expect(text(databases)).not.toContain('Row 7');
  });

  it('tests a database that does not serve, with what was typed and is not saved', async () => {
    const setting = { name: 'ConnectionString', kind: 'Text', value: null, source: 'Default', default: null, minimum: null, maximum: null, choices: [], appliesLive: false, isSecret: true, description: 'Where it is.' };
    const { databases, asked } = await shown({
      'GET /admin/plugins/gantry.postgresql/settings': { plugin: 'gantry.postgresql', settings: [setting], unknown: [] },
      'GET /admin/plugins/gantry.postgresql/settings/schema': { properties: { ConnectionString: { type: 'string' } } },
      'POST /admin/catalog/test/gantry.postgresql': { plugin: 'gantry.postgresql', database: 'PostgreSQL 15.4, gantry on db1:5432', applied: [], pending: ['1_Initial'] },
    });
    expect([...databases.renderRoot.querySelectorAll('button')].map((each) => each.textContent?.trim())).not.toContain('Test the connection');
    const choice = [...databases.renderRoot.querySelectorAll('select')].at(-1)!;
    choice.value = 'gantry.postgresql';
    choice.dispatchEvent(new Event('change'));
    const form = databases.renderRoot.querySelector('gantry-settings-form')!;
    await vi.waitFor(() => expect(form.renderRoot.querySelector('input')).not.toBeNull());
    const input = form.renderRoot.querySelector('input')!;
    input.value = 'Host=db1';
    input.dispatchEvent(new Event('input'));
    press(databases, 'Test the connection');
    await vi.waitFor(() => expect(text(databases)).toContain('PostgreSQL 15.4, gantry on db1:5432: it answers, and has no tables yet.'));
    expect(asked).toContainEqual({ request: 'POST /admin/catalog/test/gantry.postgresql', body: { ConnectionString: 'Host=db1' } });
    expect(await faultsOf(databases)).toEqual([]);
    serve(answers);
    press(databases, 'Test the connection');
    await vi.waitFor(() => expect(databases.renderRoot.querySelector('[role=alert]')?.textContent).toContain('No POST /admin/catalog/test/gantry.postgresql.'));
    expect(text(databases)).not.toContain('it answers');
  });

  it('brings tables up to date where they are not', async () => {
    const { databases, urls } = await shown({ 'GET /admin/catalog': { ...answers['GET /admin/catalog'], pending: ['3_More'] }, 'POST /admin/catalog/migrate': answers['GET /admin/catalog'] });
    expect(text(databases)).toContain('They wait for: 3_More');
    press(databases, 'Bring up to date');
    await vi.waitFor(() => expect(urls).toContain('POST /admin/catalog/migrate'));
  });

  it('moves to another database when a person is sure', async () => {
    const confirm = vi.spyOn(globalThis, 'confirm').mockReturnValueOnce(false).mockReturnValue(true);
    const { databases, urls } = await shown({ 'POST /admin/catalog/move': move });
    press(databases, 'Move');
    await vi.waitFor(() => press(databases, 'Move'));
    await vi.waitFor(() => expect(urls.filter((each) => each.startsWith('POST'))).toEqual(['POST /admin/catalog/move?to=gantry.postgresql']));
    expect(confirm).toHaveBeenCalledTimes(2);
    expect(confirm.mock.calls[0]?.[0]).toContain('gantry.postgresql');
  });

  it('says how far a move is, and ends it or goes back', async () => {
    vi.spyOn(globalThis, 'confirm').mockReturnValue(true);
    const moving = { ...move, standby: 'gantry.postgresql', state: 'Copying', isToSwitch: true, compared: 12, written: 7, problem: 'no connection' };
    const { databases, urls } = await shown({ 'GET /admin/catalog/move': moving, 'POST /admin/catalog/move/switch': moving, 'DELETE /admin/catalog/move': move });
    expect(text(databases)).toContain('Kept like itgantry.postgresql StateCopying, serves as soon as both are alike Progress12 compared, 7 written, 0 removed, 0 changes wait');
    expect(text(databases)).toContain('no connection');
    expect(await faultsOf(databases)).toEqual([]);
    press(databases, 'Change places');
    await vi.waitFor(() => expect(urls).toContain('POST /admin/catalog/move/switch'));
    await databases.updateComplete;
    await vi.waitFor(() => press(databases, 'Let go of it'));
    await vi.waitFor(() => expect(urls).toContain('DELETE /admin/catalog/move'));
  });
});
