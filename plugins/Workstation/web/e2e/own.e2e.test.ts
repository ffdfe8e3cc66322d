import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, open, picture, signIn, until, watch } from './page.ts';
import { writePhantom } from './phantom.ts';
import { first, type Dataset } from './server.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const study = '2.25.4911';

describe.skipIf(lacking !== undefined)('what a person makes of the workstation, on a real server', () => {
  const at = workplace({ colorScheme: 'dark', fill: async ({ server, folder }) => server.store(await writePhantom(join(folder, 'phantom'), { slices: 6, size: 64, spacing: 2, study })) });

  it('are documents of key images, which the server has as of any other maker', async () => {
    const { page, server } = at;
    await open(page, study);
    await page.keyboard.press('Shift+K');
    await page.getByText('No image is marked as key image.').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('End');
    await page.getByText(/^Image 6 of 6/).first().waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('Shift+K');
    await page.getByText('2 key images were saved as a document of the study.').waitFor();
    await picture(page, 'key-images');
    const [document, ...others] = (await (await server.ask(`/dicom-web/studies/${study}/instances?Modality=KO&includefield=all`)).json()) as Dataset[];
    expect(others).toEqual([]);
    const path = `/dicom-web/studies/${study}/series/${first(document, '0020000E')}/metadata`;
    const [stored] = (await (await server.ask(path)).json()) as Dataset[];
    expect(['00080016', '00100020', '00080060'].map((tag) => first(stored, tag))).toEqual(['1.2.840.10008.5.1.4.1.1.88.59', 'PHANTOM', 'KO']);
    const images = (stored?.['0040A730']?.Value as Dataset[]).filter((item) => first(item, '0040A040') === 'IMAGE').map((item) => first((item['00081199']?.Value as Dataset[])[0], '00081155'));
    expect(images.sort()).toEqual([`${study}.1.1`, `${study}.1.6`]);
    await page.getByText('1 without images').waitFor(); // its series is listed
    await page.getByText('In a document: Of Interest').waitFor(); // and read: the image that is shown is in it
    await page.keyboard.press('Home');
    await page.getByText('In a document: Of Interest').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByText(/^Image 2 of 6/).first().waitFor();
    expect(await page.getByText('In a document: Of Interest').count()).toBe(0);
    await page.keyboard.press('End');
    await page.getByText('In a document: Of Interest').waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('are documents that other programs find nothing wrong with', async ({ skip }) => {
    const { server, folder } = at;
    skip(spawnSync('dciodvfy', ['-version']).error !== undefined, 'dciodvfy (dicom3tools) is not installed.');
    const [document] = (await (await server.ask(`/dicom-web/studies/${study}/instances?Modality=KO`)).json()) as Dataset[];
    const query = new URLSearchParams({ requestType: 'WADO', studyUID: study, seriesUID: first(document, '0020000E'), objectUID: first(document, '00080018'), contentType: 'application/dicom' });
    const path = join(folder, 'key-images.dcm');
    await writeFile(path, Buffer.from(await (await server.ask(`/dicom-web/wado?${query.toString()}`)).arrayBuffer()));
    const { stdout, stderr } = spawnSync('dciodvfy', [path], { encoding: 'latin1' });
    const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    expect(said).toContain('KeyObjectSelectionDocument');
    expect(said.filter((line) => /^Error|^E:/.test(line))).toEqual([]);
  });

  it('are keys, which are that user\'s wherever the next page is opened', async () => {
    const { page, server, browser, problems } = at;
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Change the key for Next image' }).click();
    await page.keyboard.press('u');
    await page.getByRole('row', { name: /^Next image/ }).getByText('u', { exact: true }).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'keys');
    await page.keyboard.press('Escape');
    await until(async () => {
      const answer = await server.ask('/workstation/mine');
      return answer.status === 200 && JSON.stringify(await answer.json()) === '{"keys":{"ArrowDown":"","u":"image.next"}}';
    });
    const other = await (await browser.newContext()).newPage();
    watch(other, problems);
    await other.goto(server.url);
    await signIn(other, server);
    await open(other, study);
    await other.getByText(/^Image 1 of 6/).first().waitFor();
    await other.keyboard.press('ArrowDown');
    await other.keyboard.press('u');
    await other.getByText(/^Image 2 of 6/).first().waitFor();
    await other.context().close();
  });

  it('are pages of its own, after the examples, each of which runs here', async () => {
    const { page, server } = at;
    await page.goto(`${server.url}/workstation/examples.html`);
    const links = page.getByRole('navigation').getByRole('link');
    await links.first().waitFor();
    for (const name of await links.allTextContents()) {
      await links.getByText(name, { exact: true }).click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
      await page.getByRole('region', { name: 'In use' }).locator(':scope > *').first().waitFor({ state: 'attached' });
      await page.locator('pre').getByText('export default (place').waitFor();
      expect([name, await page.locator('gantry-examples > .problem, main > .problem').allTextContents()]).toEqual([name, []]);
      expect([name, await faults(page)]).toEqual([name, []]);
    }

    await links.getByText('<gantry-viewer>', { exact: true }).click();
    await page.getByText(/^Image 1 of 6/).first().waitFor();
    await picture(page, 'examples');
    await links.getByText('<gantry-log>', { exact: true }).click();
    await page.getByRole('log').getByText('gantry.workstation').first().waitFor();
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});
