import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, picture } from './page.ts';
import { fixture, lacking, serverFolder } from './surroundings.ts';
import { workplace } from './workplace.ts';

const find = 'gantry.find';
const [next, decorator] = [fixture('NextFind', find), fixture('DecoratorOne', 'fixture.decorator')];

describe.skipIf(lacking !== undefined || !existsSync(next) || !existsSync(decorator))('what an administrator does with plugins, on a real server', () => {
  let plugins: string;
  const at = workplace({
    colorScheme: 'light',
    settings: [['WatchPlugins', 'false']],
    before: async (folder) => {
      plugins = join(folder, 'plugins');
      await mkdir(plugins);
      await cp(join(serverFolder, 'plugins'), plugins, { recursive: true });
      return [['PluginFolder', plugins]];
    },
  });
  const row = () => at.page.getByRole('row', { name: /^gantry\.find/ });
  const perform = async (action: string, more: () => Promise<void> = async () => undefined): Promise<void> => {
    await row().getByRole('button', { name: action, exact: true }).click();
    expect(await faults(at.page)).toEqual([]);
    await more();
    await at.page.getByRole('button', { name: 'Do it' }).click();
  };

  it('is to try a version beside the one that serves, to give it all, and to go back', async () => {
    const { page } = at;
    await cp(next, join(plugins, `.${find}`), { recursive: true });
    await rm(join(plugins, find), { recursive: true });
    await rename(join(plugins, `.${find}`), join(plugins, find));
    await page.getByRole('link', { name: 'Services' }).click();
    await row().getByText('1.0.0').waitFor();
    await perform('Reload', () => page.getByLabel('Percent of operations').fill('50'));
    await row().getByText(/^1\.0\.1 on trial, gets .*50/).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'plugin-trial');
    await perform('Give it all');
    await row().getByRole('cell', { name: '1.0.1', exact: true }).waitFor();
    await perform('Roll back');
    await row().getByRole('cell', { name: '1.0.0', exact: true }).waitFor();
  });

  it('is to take one out of service, and in again', async () => {
    const { page } = at;
    await perform('Unload', () => page.getByText('Peers that ask for what it serves are refused.').waitFor());
    await row().getByText('Unloaded').waitFor();
    await perform('Load');
    await row().getByText('Serving').waitFor();
  });

  it('is to install a folder, and to be told why one cannot be', async () => {
    const { page } = at;
    const install = async (folder: string): Promise<void> => {
      await page.getByRole('button', { name: 'Install from a folder' }).click();
      await page.getByLabel('Folder on the server').fill(folder);
      await page.getByRole('button', { name: 'Do it' }).click();
    };
    await install('/no/such/folder');
    await page.getByRole('alert').getByText('There is no folder /no/such/folder').waitFor();
    await install(decorator);
    await page.getByRole('row', { name: /^fixture\.decorator/ }).getByText('Serving').waitFor();
  });

  it('is to change a setting, which counts at once, and to take it back', async () => {
    const { page, server } = at;
    const most = async (): Promise<unknown> => {
      const { settings } = (await (await server.ask(`/admin/plugins/${find}/settings`)).json()) as { settings: { name: string; value: unknown }[] };
      return settings.find(({ name }) => name === 'MaximumMatches')?.value;
    };
    await page.getByRole('link', { name: 'Configuration' }).click();
    await page.locator('gantry-config select').first().selectOption(find);
    const field = page.getByLabel('MaximumMatches', { exact: true });
    await field.fill('-1');
    await page.getByText('From 0 to 10000000', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await field.fill('70');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved\. .*without a reload\.$/).waitFor();
    expect(await most()).toBe(70);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'settings');
    await page.locator('.setting', { has: field }).getByRole('button', { name: 'Back to default' }).click();
    await expect.poll(most).toBe(0);
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});
