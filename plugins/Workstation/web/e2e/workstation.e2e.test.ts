import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../src/import/zip.testing.ts';
import { Firefox } from './firefox.ts';
import { good, likeness } from './likeness.ts';
import { faults, open, picture, watch } from './page.ts';
import { first, type Dataset } from './server.ts';
import { corpusFiles, lacking, lacksOther, otherBrowser } from './surroundings.ts';
import { workplace } from './workplace.ts';

const wg04 = 'Enet4__dicom-test-files/data/WG04';

const files = corpusFiles(`${wg04}/REF/CT2_UNC`, `${wg04}/JPLY/MR3_JPLY`, `${wg04}/RLE/US1_RLE`, `${wg04}/J2KI/VL4_J2KI`, `${wg04}/JLSL/CT1_JLSL`);

describe.skipIf(lacking !== undefined)('the workstation on a real server', () => {
  const at = workplace({
    settings: [['Plugins:gantry.imagefile:DiscsAs', 'Folder'], ['Plugins:gantry.imagefile:Folder', '{data}/discs']],
    colorScheme: 'dark', isSignedOut: true, fill: async ({ server }) => server.store(files),
  });

  it('asks who it is, and lets nobody in by a wrong token', async () => {
    const { page, server } = at;
    await page.goto(server.url);
    expect(page.url()).toBe(`${server.url}/workstation/`);
    await page.getByText('Sign in by a token').click();
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Use the token' }).click();
    await page.getByRole('alert').getByText('The server refuses the token.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('Token').fill(server.token);
    await page.getByRole('button', { name: 'Use the token' }).click();
    await page.getByRole('button', { name: 'Open CompressedSamples, MR3' }).waitFor();
  });

  it('finds what is typed, and has it in the URL', async () => {
    const { page } = at;
    await page.getByLabel('Patient', { exact: true }).fill('compressed*mr3');
    await page.getByText('1 studies').waitFor();
    expect(page.url()).toContain('mr3');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Open CompressedSamples, MR3' }).waitFor();
  });

  it('stores files that a person chooses, and finds them', async () => {
    const { page } = at;
    await open(page, '');
    await page.getByLabel('Patient ID').waitFor();
    await page.locator('input[name=store]').setInputFiles(corpusFiles(`${wg04}/REF/NM1_UNC`));
    await page.getByText('1 files stored').waitFor();
    await page.getByRole('button', { name: 'Open CompressedSamples, NM1' }).waitFor();
    expect(await faults(page)).toEqual([]);
    const zip = zipOf(corpusFiles(`${wg04}/REF/MR1_UNC`, `${wg04}/REF/MR4_UNC`).map((path) => [`DICOM/${basename(path)}`, readFileSync(path), true]));
    await page.locator('input[name=store]').setInputFiles({ name: 'disc.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
    await page.getByText('2 files stored').waitFor();
    await page.getByRole('button', { name: 'Open CompressedSamples, MR4' }).waitFor();
  });

  it('shows its pages without a fault', async () => {
    const { page } = at;
    for (const [name, text] of [['Statistics', 'instances,'], ['Services', 'gantry.workstation'], ['Log', 'gantry.dicomweb'], ['Configuration', 'Scopes']] as const) {
      await page.getByRole('link', { name }).click();
      await page.getByText(text).first().waitFor();
      expect(await faults(page)).toEqual([]);
      await picture(page, name.toLowerCase());
    }
  });

  it('shows the log as it is written, without asking again', async () => {
    const { page, server } = at;
    const asked: string[] = [];
    page.on('request', (request) => /\/admin\/logs/.test(request.url()) && asked.push(new URL(request.url()).pathname));
    await page.getByRole('link', { name: 'Log' }).click();
    await page.getByText('gantry.dicomweb').first().waitFor();
    await server.ask('/admin/plugins/gantry.find/reload', { method: 'POST' });
    await page.getByRole('row', { name: /gantry\.find .*generation 2/ }).first().waitFor();
    expect(asked).toEqual(['/admin/logs/stream']);
    await page.getByRole('link', { name: 'Studies' }).click();
  });

  const makeDisc = async (): Promise<{ studies: Dataset[]; folder: string }> => {
    const { server } = at;
    const studies = (await Promise.all(['CT1', 'US1', 'MR3'].map(async (name) => // with padding and no window, in colours, and with loss
      (await (await server.ask(`/dicom-web/studies?PatientName=CompressedSamples^${name}`)).json()) as Dataset[]))).flat();
    return { studies, folder: await server.disc(studies.map((each) => first(each, '0020000D'))) };
  };

  it('makes a disc that shows its images by itself, from files alone', async () => {
    const { server, browser, problems } = at;
    const { studies, folder } = await makeDisc();
    const disc = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    watch(disc, problems);
    await disc.goto(`file://${folder}/INDEX.HTM`);
    await disc.waitForURL(/VIEWER\.HTM$/);
    const choice = disc.getByLabel('Studies', { exact: true });
    await choice.waitFor();
    expect(await choice.locator('option').count()).toBe(studies.length);
    for (let index = 0; index < studies.length; index++) {
      await choice.selectOption({ index });
      await disc.getByText(/^Image 1 of /).first().waitFor();
      const shown = await likeness(disc, (uid, frame) => server.rendered(uid, frame));
      expect(shown.likeness, shown.sopInstanceUid).toBeGreaterThanOrEqual(good);
    }

    expect(await faults(disc)).toEqual([]);
    await disc.close();
  });

  it('makes a disc that Firefox shows, too', async ({ skip }) => {
    const { server } = at;
    skip(lacksOther !== undefined, lacksOther);
    const { studies, folder } = await makeDisc();
    const firefox = await Firefox.start(otherBrowser!);
    try {
      await firefox.size(1280, 800);
      await firefox.open(`file://${folder}/INDEX.HTM`);
      await firefox.until(() => location.pathname.endsWith('/VIEWER.HTM') && document.querySelector('gantry-disc')?.shadowRoot?.querySelector('select') != null, '');
      for (const study of studies.map((each) => first(each, '0020000D'))) {
        await firefox.evaluate((uid) => {
          const choice = document.querySelector('gantry-disc')!.shadowRoot!.querySelector('select')!;
          choice.value = uid;
          choice.dispatchEvent(new Event('change'));
          return choice.value;
        }, study);
        await firefox.until(shownStudy, study);
        const shown = await likeness(firefox, (uid, frame) => server.rendered(uid, frame));
        expect(shown.likeness, shown.sopInstanceUid).toBeGreaterThanOrEqual(good);
      }

      const picture = await firefox.picture();
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1280, 800]);
      if (process.env.GANTRY_PICTURES) {
        await writeFile(join(process.env.GANTRY_PICTURES, 'disc-firefox.png'), picture);
      }
    } finally {
      await firefox.stop();
    }
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

// In the page of a disc: whether the first view has an image of a study.
const shownStudy = (study: string): boolean => {
  const find = (root: ParentNode): Element | undefined => {
    for (const each of root.querySelectorAll('*')) {
      const found = each.localName === 'gantry-image-view' ? each : each.shadowRoot ? find(each.shadowRoot) : undefined;
      if (found) {
        return found;
      }
    }

    return undefined;
  };
  const viewer = document.querySelector('gantry-disc')!.shadowRoot!.querySelector('gantry-viewer') as { study?: string } | null;
  return viewer?.study === study && (find(document) as { image?: unknown } | undefined)?.image !== undefined;
};
