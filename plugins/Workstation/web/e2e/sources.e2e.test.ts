import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, open, picture, until } from './page.ts';
import { writePhantom } from './phantom.ts';
import { Server, type Dataset } from './server.ts';
import { SlowPort } from './slowPort.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const [away, dropped, long] = ['2.25.5101', '2.25.5102', '2.25.5103'];

describe.skipIf(lacking !== undefined)('what is not on the server, on a real server', () => {
  let far: Server;
  let disc: string;
  const at = workplace({
    colorScheme: 'dark',
    fill: async ({ server, folder }) => {
      far = await Server.start(['AETitle', 'FAR'], ['Plugins:gantry.imagefile:DiscsAs', 'Folder'], ['Plugins:gantry.imagefile:Folder', '{data}/discs']);
      await far.store(await writePhantom(join(folder, 'away'), { slices: 5, size: 64, spacing: 2, study: away, date: '20260101' }));
      disc = await far.disc([away]);
      await known(server, 'FAR', far);
      await known(far, 'GANTRY', server);
    },
    clear: async () => far?.stop(),
  });
  const studies = async (): Promise<number> => {
    const answer = await at.server.ask('/dicom-web/studies');
    return answer.status === 204 ? 0 : ((await answer.json()) as Dataset[]).length;
  };

  it('is looked at from a folder with a DICOMDIR, and stays there', async () => {
    const { page } = at;
    await page.locator('input[name=folder]').setInputFiles(disc);
    await page.getByLabel('Where').getByRole('option', { name: basename(disc) }).waitFor({ state: 'attached' });
    const row = page.getByRole('row', { name: /2026-01-01/ });
    await row.waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'folder');
    await row.getByRole('button', { name: /^Open / }).click();
    await page.getByText(/^Image 1 of 5/).first().waitFor();
    await page.keyboard.press('End');
    await page.getByText(/^Image 5 of 5/).first().waitFor();
    expect(await studies()).toBe(0);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'folder-opened');
  });

  it('is stored when its folder is dropped onto the page', async () => {
    const { page, folder } = at;
    await writePhantom(join(folder, 'dropped', 'deep'), { slices: 4, size: 64, spacing: 2, study: dropped, date: '20260102' });
    await open(page, '');
    const { x, y, width, height } = (await page.locator('#content').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const browser = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await browser.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data: { items: [], files: [join(folder, 'dropped')], dragOperationsMask: 1 } });
    }

    await page.getByText('4 files stored').waitFor();
    expect(await studies()).toBe(1);
    await page.getByLabel('Where').selectOption({ label: 'This server' });
    await page.getByRole('row', { name: /2026-01-02/ }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('is retrieved by a queue that can be paused, and goes on where it was', async () => {
    const { page } = at;
    await far.ask('/admin/listeners/dicom/pause', { method: 'POST' }); // so that it waits
    await at.server.ask('/admin/fetches', { method: 'POST', body: JSON.stringify({ from: 'FAR', studies: [away] }) });
    await page.getByRole('link', { name: 'Transfers' }).click();
    const row = page.getByRole('row', { name: new RegExp(`FAR ${away.replaceAll('.', '\\.')}`) });
    await row.getByRole('button', { name: `Pause ${away}` }).click();
    await row.getByText('Paused').waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'transfer-paused');
    await far.ask('/admin/listeners/dicom/start', { method: 'POST' });
    expect(await studies()).toBe(1);
    await row.getByRole('button', { name: `Resume ${away}` }).click();
    await page.getByLabel('Show what has ended, too').check();
    await row.getByText('5 of 5').waitFor({ timeout: 60_000 });
    await until(async () => (await studies()) === 2);
  });

  it('is not retrieved any further when that is cancelled half way', async () => {
    const { page, server, folder } = at;
    await far.store(await writePhantom(join(folder, 'long'), { slices: 40, size: 256, spacing: 2, study: long, date: '20260103' }));
    const { dicomEndpoint } = (await (await server.ask('/admin/status')).json()) as { dicomEndpoint: string };
    const line = await SlowPort.before(Number(dicomEndpoint.split(':').at(-1)), 256 * 1024); // two images a second
    await far.ask('/admin/nodes/GANTRY', { method: 'PUT', body: JSON.stringify({ host: '127.0.0.1', port: line.port }) });
    const instances = async (): Promise<number> => {
      const answer = await server.ask(`/dicom-web/studies/${long}/instances?limit=100`);
      return answer.status === 204 ? 0 : ((await answer.json()) as Dataset[]).length;
    };
    try {
      await server.ask('/admin/fetches', { method: 'POST', body: JSON.stringify({ from: 'FAR', studies: [long] }) });
      const row = page.getByRole('row', { name: new RegExp(`FAR ${long.replaceAll('.', '\\.')}`) });
      await row.getByText(/^\s*[1-9]\d* of 40/).waitFor({ timeout: 30_000 });
      await row.getByText('Under way').waitFor();
      await picture(page, 'transfer-under-way');
      await row.getByRole('button', { name: `Cancel ${long}` }).click();
      await row.getByText('Cancelled.').waitFor();
      expect(await row.getByRole('button', { name: `Resume ${long}` }).count()).toBe(1);
      expect(await faults(page)).toEqual([]);
      await picture(page, 'transfer-cancelled');
      await until(async () => ((await (await far.ask('/admin/associations')).json()) as { associations: unknown[] }).associations.length === 0);
      const came = await instances();
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(await instances()).toBe(came);
      expect(came).toBeGreaterThan(0);
      expect(came).toBeLessThan(40);
    } finally {
      await line.stop();
    }
  });

  it('is seen in dark or light, as a person chooses and the browser keeps', async () => {
    const { page } = at;
    const look = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    const seen: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await page.getByRole('button', { name: 'Dark or light' }).click();
      seen.push(await look());
      await page.reload();
      await page.getByRole('navigation').waitFor();
      expect(await look()).toBe(seen.at(-1));
      expect(await faults(page)).toEqual([]);
    }

    expect(seen).toEqual(['dark', 'light', 'light dark']);
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

async function known(to: Server, aeTitle: string, server: Server): Promise<void> {
  const { dicomEndpoint } = (await (await server.ask('/admin/status')).json()) as { dicomEndpoint: string };
  await to.ask(`/admin/nodes/${aeTitle}`, { method: 'PUT', body: JSON.stringify({ host: '127.0.0.1', port: Number(dicomEndpoint.split(':').at(-1)) }) });
}
