import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faults, picture, until } from './page.ts';
import { Server, first, type Dataset } from './server.ts';
import { corpusFiles, lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const wg04 = 'Enet4__dicom-test-files/data/WG04';
const jpegLs = '1.2.840.10008.1.2.4.80';

describe.skipIf(lacking !== undefined)('what is done with studies of the list, on a real server', () => {
  let receiver: Server;
  const at = workplace({
    settings: [['Plugins:gantry.imagefile:DiscsAs', 'Folder'], ['Plugins:gantry.imagefile:Folder', '{data}/discs']],
    fill: async ({ server }) => {
      receiver = await Server.start(['AETitle', 'RECEIVER']);
      const { dicomEndpoint } = (await (await receiver.ask('/admin/status')).json()) as { dicomEndpoint: string };
      await server.ask('/admin/nodes/RECEIVER', { method: 'PUT', body: JSON.stringify({ host: '127.0.0.1', port: Number(dicomEndpoint.split(':').at(-1)) }) });
      await server.store(corpusFiles(`${wg04}/REF/CT2_UNC`, `${wg04}/REF/MR3_UNC`));
    },
    clear: async () => receiver?.stop(),
  });

  it('sends them to another AE in the syntax that is chosen', async () => {
    const { page } = at;
    await page.getByLabel('Choose CompressedSamples, MR3').check();
    await page.getByRole('button', { name: 'Send…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send to another AE' });
    await dialog.getByLabel('Images as').selectOption(jpegLs);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'send');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('It is being sent to RECEIVER').waitFor();
    await page.keyboard.press('Escape');
    const received: Dataset[] = [];
    await until(async () => {
      const answer = await receiver.ask('/dicom-web/instances?includefield=00083002');
      return answer.status !== 204 && received.push(...((await answer.json()) as Dataset[])) > 0;
    });
    expect(received.map((each) => first(each, '00083002'))).toEqual([jpegLs]);
    await page.getByRole('link', { name: 'Transfers' }).click();
    await page.getByLabel('Show what has ended, too').check();
    await page.getByText('1 of 1').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Studies' }).click();
    await page.getByLabel('Choose CompressedSamples, MR3').check();
  });

  it('exports them as a ZIP, and de-identified', async () => {
    const { page } = at;
    const names: string[] = [];
    for (const isDeidentified of [false, true]) {
      await page.getByRole('button', { name: 'Export…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Export as a ZIP' });
      if (isDeidentified) {
        await dialog.getByLabel('De-identify').check();
        await dialog.getByLabel('Patient name').fill('TRIAL^7');
      }

      expect(await faults(page)).toEqual([]);
      await picture(page, 'export');
      const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Export' }).click()]);
      await dialog.getByText(' exported.').waitFor();
      await page.keyboard.press('Escape');
      names.push(download.suggestedFilename().replace(/\d+/g, '#'));
      const content = (await readFile(await download.path())).toString('latin1');
      expect(content.includes('DICOM/PAT00001/STU00001/SER00001/IMG00001')).toBe(true);
      expect(content.endsWith('PK\u0005\u0006') || content.includes('PK\u0005\u0006')).toBe(true); // the end of central directory: it is whole
    }

    expect(names).toEqual(['export-#-#.zip', 'deidentified-#-#.zip']);
  });

  it('orders a disc of them, and shows how far it is', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Disc…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Have a disc made' });
    await dialog.getByLabel('Label', { exact: true }).fill('Knee of today');
    expect(await faults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Order' }).click();
    await dialog.getByText('It is ordered').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Media' }).click();
    await page.getByLabel('Show what has ended, too').check();
    const row = page.getByRole('row', { name: /Knee of today/ });
    await row.getByText('1 of 1').waitFor({ timeout: 20_000 });
    await row.getByRole('button', { name: 'Make again Knee of today' }).waitFor();
    await picture(page, 'media');
    expect(await faults(page)).toEqual([]);
  });

  it('takes an order for a disc back, and makes it again', async () => {
    const { page, server } = at;
    const free = (megabytes: number): Promise<Response> => server.ask('/admin/plugins/gantry.imagefile/settings', { method: 'PATCH', body: JSON.stringify({ MinimumFreeMegabytes: megabytes }) });
    await free(10_000_000); // no disk has as much, so that the order waits
    const study = first(((await (await server.ask('/dicom-web/studies?PatientName=CompressedSamples%5EMR3')).json()) as Dataset[])[0], '0020000D');
    await server.ask('/admin/media', { method: 'POST', body: JSON.stringify({ uids: [study], label: 'Knee of tomorrow' }) });
    const row = page.getByRole('row', { name: /Knee of tomorrow/ });
    await row.getByText(/^(Waits|Is being made)/).waitFor({ timeout: 20_000 });
    expect(await row.getByText('0 of 1').count()).toBe(1);
    await picture(page, 'media-waits');
    await row.getByRole('button', { name: 'Cancel Knee of tomorrow' }).click();
    await row.getByText('Not made').waitFor({ timeout: 20_000 });
    expect(await faults(page)).toEqual([]);
    await picture(page, 'media-cancelled');
    await free(0);
    await row.getByRole('button', { name: 'Make again Knee of tomorrow' }).click();
    await page.getByRole('row', { name: /Knee of tomorrow/ }).getByText('1 of 1').waitFor({ timeout: 20_000 });
  });

  it('deletes one of them with a reason, and the list is without it', async () => {
    const { page, server } = at;
    await page.getByRole('link', { name: 'Studies' }).click();
    await page.getByLabel('Choose all that are shown').uncheck();
    await page.getByLabel('Choose CompressedSamples, CT2').check();
    await page.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete for good' });
    await dialog.getByText('Studies: 1, series: 1, instances: 1').waitFor();
    await dialog.getByLabel('Reason').fill('Only a sample');
    expect(await faults(page)).toEqual([]);
    await picture(page, 'delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Deleted. Studies: 1, series: 1, instances: 1.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Choose CompressedSamples, CT2').waitFor({ state: 'detached' });
    await page.getByLabel('Choose CompressedSamples, MR3').waitFor();
    expect((await server.ask('/dicom-web/studies?PatientName=CompressedSamples%5ECT2')).status).toBe(204);
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});
