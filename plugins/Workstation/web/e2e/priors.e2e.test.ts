import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, open, picture, ready, until } from './page.ts';
import { writeMammograms, writePhantom } from './phantom.ts';
import { Server } from './server.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const [today, before, far, farther, mammograms] = ['2.25.4901', '2.25.4902', '2.25.4903', '2.25.4904', '2.25.4905'];

describe.skipIf(lacking !== undefined)('how a study hangs, on a real server', () => {
  let archive: Server;
  const at = workplace({
    colorScheme: 'dark',
    fill: async ({ server, folder }) => {
      archive = await Server.start(['AETitle', 'FAR']);
      await server.store(await writePhantom(join(folder, 'today'), { slices: 12, size: 64, spacing: 2, study: today, date: '20260131' }));
      await server.store(await writePhantom(join(folder, 'before'), { slices: 10, size: 64, spacing: 2, study: before, date: '20240620' }));
      await archive.store(await writePhantom(join(folder, 'far'), { slices: 4, size: 64, spacing: 2, study: far, date: '20160131' }));
      await known(server, 'FAR', archive);
      await known(archive, 'GANTRY', server);
    },
    clear: async () => archive?.stop(),
  });
  const corners = (): Promise<string[]> => at.page.locator('gantry-image-view').evaluateAll((views) => views.map((view) => [...(view.shadowRoot?.querySelectorAll('.text, .note') ?? [])].map((text) => text.textContent).join(' ')));

  it('has an earlier study of the patient beside it, where a person wants one', async () => {
    const { page } = at;
    await open(page, today);
    await page.getByText(/^Image 1 of 12/).first().waitFor();
    const prior = page.getByRole('button', { name: /2024-06-20 · CT · Phantom/ });
    await prior.click();
    await page.getByText('Image 1 of 10').waitFor();
    await page.getByText('Beside: 19 months earlier').waitFor();
    const [left = '', right = ''] = await corners();
    expect([left.includes('2026-01-31'), left.includes('Beside'), right.includes('2024-06-20')]).toEqual([true, false, true]);
    await page.keyboard.press('ArrowDown');
    await page.getByText('Image 2 of 12').waitFor();
    await page.getByText('Image 2 of 10').waitFor(); // they scroll together
    expect(await faults(page)).toEqual([]);
    await picture(page, 'prior');
    await prior.click();
    await page.getByText('Image 1 of 10').waitFor({ state: 'detached' });
    await page.getByText('Image 2 of 12').waitFor();
  });

  it('has one of another archive beside it, which comes while it is looked at', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Look in other archives' }).click();
    await page.getByRole('button', { name: /2016-01-31 · .*Phantom/ }).click();
    await page.getByText('Beside: 10 years earlier').waitFor();
    await page.getByText(/^Image 1 of [1-4]/).nth(0).waitFor();
    await picture(page, 'prior-elsewhere');
    expect(await faults(page)).toEqual([]);
  });

  it('is retrieved from another archive by the list, with a priority', async () => {
    const { page, folder } = at;
    await archive.store(await writePhantom(join(folder, 'farther'), { slices: 3, size: 64, spacing: 2, study: farther, date: '20150131' }));
    await page.getByRole('link', { name: 'Studies' }).click();
    await page.getByLabel('Where').selectOption({ label: 'FAR' });
    await page.getByRole('row', { name: /2015-01-31/ }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Retrieve…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Have them sent here' });
    await dialog.getByLabel('Priority').selectOption({ label: 'before others' });
    expect(await faults(page)).toEqual([]);
    await picture(page, 'retrieve');
    await dialog.getByRole('button', { name: 'Retrieve' }).click();
    await dialog.getByText('1 studies are in the queue').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Transfers' }).click();
    await page.getByLabel('Show what has ended, too').check();
    const row = page.getByRole('row', { name: new RegExp(`FAR ${farther.replaceAll('.', '\\.')} Done`) });
    await row.getByText('3 of 3').waitFor({ timeout: 30_000 });
    expect(await row.getByRole('cell', { name: '5', exact: true }).count()).toBe(1);
    await picture(page, 'transfers');
  });

  it('hangs by what each image shows where mammograms are of one series', async () => {
    const { page, server, folder } = at;
    await server.store(await writeMammograms(join(folder, 'mammograms'), mammograms));
    await open(page, mammograms);
    await until(async () => (await page.locator('gantry-image-view').count()) === 4);
    await ready(page);
    expect(await page.locator('gantry-image-view .image').evaluateAll((views) => views.map((view) => view.getAttribute('aria-label')))).toEqual([
      'View 1: R CC · Phantom', 'View 2: L CC · Phantom', 'View 3: R MLO · Phantom', 'View 4: L MLO · Phantom',
    ]);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'mammograms');
    await page.keyboard.press('k');
    await page.getByText('Key image').waitFor();
    await page.keyboard.press('m');
    await page.getByRole('dialog').getByText('(0018,5101)').waitFor(); // attributes are those of the image
    await page.keyboard.press('Escape');
  });

  it('hangs as the site has set it', async () => {
    const { page, server } = at;
    await server.ask('/admin/plugins/gantry.workstation/settings', { method: 'PATCH', body: JSON.stringify({ HangingRules: ['CT phantom: 2x1 linked = ball', '*: 1x1'] }) });
    expect(await server.ask('/admin/plugins/gantry.workstation/settings', { method: 'PATCH', body: JSON.stringify({ HangingRules: ['CT: 9x9'] }) }).then(() => 'taken', () => 'refused')).toBe('refused');
    await page.goto(`${server.url}/workstation/?study=${today}`);
    await page.getByText(/^Image 1 of 12/).first().waitFor();
    await page.getByRole('button', { name: 'Scroll views together', pressed: true }).waitFor();
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

async function known(to: Server, aeTitle: string, server: Server): Promise<void> {
  const { dicomEndpoint } = (await (await server.ask('/admin/status')).json()) as { dicomEndpoint: string };
  await to.ask(`/admin/nodes/${aeTitle}`, { method: 'PUT', body: JSON.stringify({ host: '127.0.0.1', port: Number(dicomEndpoint.split(':').at(-1)) }) });
}
