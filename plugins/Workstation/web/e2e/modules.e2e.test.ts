import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, picture, signIn } from './page.ts';
import { corpusFiles, fixture, lacking, serverFolder } from './surroundings.ts';
import { workplace } from './workplace.ts';

const id = 'fixture.decorator';
const [one, two] = [fixture('DecoratorOne', id), fixture('DecoratorTwo', id)];

describe.skipIf(lacking !== undefined || !existsSync(one) || !existsSync(two))('what a plugin adds to the workstation, on a real server', () => {
  let plugins: string;
  const addedTo = async (token: string | undefined): Promise<string[]> => {
    const response = await fetch(`${at.server.url}/workstation/modules`, { headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });
    return ((await response.json()) as { added: { id: string; version: string }[] }).added.map((each) => `${each.id} ${each.version}`);
  };
  const put = async (folder: string): Promise<void> => {
    await cp(folder, join(plugins, `.${id}`), { recursive: true });
    await rm(join(plugins, id), { recursive: true, force: true });
    await rename(join(plugins, `.${id}`), join(plugins, id));
  };

  const at = workplace({
    before: async (folder) => {
      plugins = join(folder, 'plugins');
      await mkdir(plugins);
      await cp(join(serverFolder, 'plugins'), plugins, { recursive: true });
      await put(one);
      return [['PluginFolder', plugins]];
    },
    fill: async ({ server }) => server.store(corpusFiles('Enet4__dicom-test-files/data/WG04/REF/MR3_UNC')),
  });

  it('is a column, whose values it asks of the server', async () => {
    const { page } = at;
    await page.getByRole('columnheader', { name: 'Letters' }).waitFor();
    await page.getByRole('cell', { name: /^\d+ \(200, 1\.0\.0\)$/ }).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'added-column');
  });

  it('is a button, for the studies that are chosen', async () => {
    const { page } = at;
    await page.getByLabel('Choose CompressedSamples, MR3').check();
    await page.getByRole('button', { name: 'Sticker 1.0.0' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sticker' });
    await dialog.getByText('Sticker of 1.0.0 for 1 of CompressedSamples^MR3').waitFor();
    await picture(page, 'added-button');
    await dialog.getByRole('button', { name: 'Stick' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('is a page, whose URL can be kept', async () => {
    const { page } = at;
    await page.getByRole('link', { name: 'Board 1.0.0' }).click();
    await page.getByText('Greetings of 1.0.0 to administrator').waitFor();
    expect(new URL(page.url()).searchParams.get('page')).toBe(`${id}/board`);
    await page.reload();
    await page.getByText('Greetings of 1.0.0 to administrator').waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'added-page');
  });

  it('is nothing to who has not signed in', async () => {
    const { server } = at;
    expect(await addedTo(undefined)).toEqual([]);
    expect(await addedTo(server.token)).toEqual([`${id}/sticker 1.0.0`, `${id}/length 1.0.0`, `${id}/board 1.0.0`]);
  });

  it('is of the next version when the page is loaded after a swap', async () => {
    const { page, server } = at;
    await put(two);
    await server.ask(`/admin/plugins/${id}/reload`, { method: 'POST' });
    await page.reload();
    await page.getByText('Greetings of 2.0.0 to administrator').waitFor();
    await page.getByRole('link', { name: 'Studies' }).click();
    await page.getByRole('cell', { name: /^\d+ \(200, 2\.0\.0\)$/ }).waitFor();
    await page.getByRole('button', { name: 'Sticker 2.0.0' }).waitFor();
  });

  it('tells where a page is open over a swap and its script has gone, and goes on with all else', async () => {
    const { server, browser } = at;
    const open = await (await browser.newContext()).newPage(); // a browser that has not loaded the script yet
    await signIn(open, server);
    await open.getByRole('link', { name: 'Board 2.0.0' }).waitFor();
    await put(one);
    await server.ask(`/admin/plugins/${id}/reload`, { method: 'POST' });
    await open.getByRole('link', { name: 'Board 2.0.0' }).click();
    await open.getByRole('alert').getByText('Board 2.0.0 cannot be shown').waitFor();
    expect(await faults(open)).toEqual([]);
    await open.getByRole('button', { name: 'Load the page anew' }).click();
    await open.getByText('Greetings of 1.0.0 to administrator').waitFor();
    await open.context().close();
  });

  it('is gone when the plugin is, and the address of its page leads to the first', async () => {
    const { page, server } = at;
    await server.ask(`/admin/plugins/${id}/unload`, { method: 'POST' });
    await page.goto(`${server.url}/workstation/?page=${id}/board`);
    await page.getByRole('button', { name: 'Open CompressedSamples, MR3' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Letters' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Board/ }).count()).toBe(0);
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});
