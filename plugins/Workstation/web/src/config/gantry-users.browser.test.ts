import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-users.js';

const anna = { name: 'anna', displayName: 'Anna', roles: ['Reader'], isDisabled: false, hasPassword: true, mustChangePassword: true, failedLogins: 0, createdAt: '2026-01-01T00:00:00Z' };

async function shown() {
  const { asked } = serve({
    'GET /admin/users': { users: [anna] },
    'GET /admin/roles': { roles: [{ name: 'Reader', description: 'looks', rights: ['instances.search'] }], rights: ['*', 'instances.search', 'log.read'] },
    'PUT /admin/users/ben': anna,
    'PUT /admin/roles/Reader': {},
  });
  const element = document.createElement('gantry-users');
  element.token = 't';
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.textContent).toContain('Anna'));
  const press = (text: string): void => [...element.renderRoot.querySelectorAll('button')].find((each) => each.textContent?.trim() === text)?.click();
  const field = (name: string): HTMLInputElement => element.renderRoot.querySelector(`dialog [name=${name}]`)!;
  return { asked, element, press, field };
}

describe('gantry-users', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('lists users with their state', async () => {
    const { element } = await shown();
    expect(element.renderRoot.textContent).toContain('Has to change the password');
    expect(element.renderRoot.textContent).toContain('never');
  });

  it('adds a user', async () => {
    const { asked, press, field } = await shown();
    press('Add user');
    await vi.waitFor(() => expect(field('name')).not.toBeNull());
    [field('name').value, field('password').value, field('roles').checked] = ['ben', 'four brown dogs', true];
    press('Save');
    await vi.waitFor(() => expect(asked.find((each) => each.request === 'PUT /admin/users/ben')?.body).toEqual({ displayName: '', roles: ['Reader'], password: 'four brown dogs' }));
  });

  it('changes the rights of a role', async () => {
    const { asked, element, press, field } = await shown();
    press('Change Reader');
    await vi.waitFor(() => expect(field('rights')).not.toBeNull());
    element.renderRoot.querySelector<HTMLInputElement>('dialog [value="log.read"]')!.checked = true;
    press('Save');
    await vi.waitFor(() => expect(asked.find((each) => each.request === 'PUT /admin/roles/Reader')?.body).toEqual({ description: 'looks', rights: ['instances.search', 'log.read'] }));
  });

  it('can be used without seeing or pointing', async () => {
    const { element, press, field } = await shown();
    expect(await faultsOf(element)).toEqual([]);
    press('Change anna');
    await vi.waitFor(() => expect(field('isDisabled')).not.toBeNull());
    expect(await faultsOf(element)).toEqual([]);
  });
});
