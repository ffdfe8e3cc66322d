import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { faults, open, picture, watch } from './page.ts';
import { writeMammograms, writePhantom } from './phantom.ts';
import { first, type Dataset } from './server.ts';
import { corpusFiles, hideThatItIsCalculated, lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const [straight, mammograms] = ['2.25.5301', '2.25.5302'];
const size = 64;
const polled = { timeout: 20_000 };

// The rod of the phantom is at the left of the patient.
const turned: [keys: string, edges: string][] = [
  ['', 'R A L P'], ['h', 'L A R P'], ['v', 'R P L A'], ['r', 'P R A L'], ['rh', 'A R P L'], ['rv', 'P L A R'], ['rr', 'L P R A'], ['rrr', 'A L P R'], ['l', 'A L P R'], ['hv', 'L P R A'], ['hr', 'P L A R'],
];

describe.skipIf(lacking !== undefined).each([['', false], [', by a GPU', true]])('which side of the patient is where, on a real server%s', (_, hasGpu) => {
  let unsaid: string;
  const at = workplace({
    width: 1000, height: 700, colorScheme: 'dark', hasGpu,
    settings: [['Plugins:gantry.imagefile:DiscsAs', 'Folder'], ['Plugins:gantry.imagefile:Folder', '{data}/discs']],
    fill: async ({ server, folder }) => {
      await server.store(corpusFiles('Enet4__dicom-test-files/data/WG04/RLE/US1_RLE'));
      unsaid = first(((await (await server.ask('/dicom-web/studies')).json()) as Dataset[])[0], '0020000D');
      await server.store(await writePhantom(join(folder, 'straight'), { slices: 12, size, spacing: 2, study: straight }));
      await server.store(await writeMammograms(join(folder, 'mammograms'), mammograms));
    },
  });

  it('is said at the edges of an image, and goes with what is drawn when it is turned and flipped', async () => {
    const { page } = at;
    await open(page, straight);
    for (const [keys, expected] of turned) {
      await page.keyboard.press('Backspace');
      for (const key of keys) {
        await page.keyboard.press(key);
      }

      await expect.poll(() => edges(page), { ...polled, message: keys }).toEqual([expected]);
      await expect.poll(() => sideOfRod(page), { ...polled, message: keys }).toBe(['left', 'top', 'right', 'bottom'][expected.split(' ').indexOf('L')]);
      await picture(page, `edges-${keys}${hasGpu ? '-gpu' : ''}`);
    }

    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('o');
    await expect.poll(() => edges(page), polled).toEqual([undefined]);
    await page.keyboard.press('o');
    await expect.poll(() => edges(page), polled).toEqual(['R A L P']);
  });

  it('is said at the edges of other planes', async () => {
    const { page } = at;
    await page.keyboard.press('j');
    await expect.poll(() => edges(page, 'gantry-mpr', '.cell'), polled).toEqual(['R A L P', 'R H L F', 'A H P F']);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'edges-mpr');
    await page.keyboard.press('h'); // nothing to planes, nor to the image beneath
    await page.keyboard.press('j');
    await expect.poll(() => edges(page), polled).toEqual(['R A L P']);
  });

  it('is said of mammograms by their letters', async () => {
    const { page } = at;
    await open(page, mammograms);
    await expect.poll(() => edges(page), polled).toEqual(['A R P L', 'P L A R', 'A HR P FL', 'P HL A FR']);
    await picture(page, 'edges-mammograms');
    expect(await faults(page)).toEqual([]);
  });

  it('is not said where the images do not say it', async () => {
    const { page } = at;
    await open(page, unsaid);
    await page.getByText(/^Image 1 of 1/).first().waitFor();
    expect(await edges(page)).toEqual([undefined]);
  });

  it('is said by the viewer of a disc, too', async () => {
    const { server, browser, problems } = at;
    const folder = await server.disc([straight]);
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    if (hasGpu) {
      await hideThatItIsCalculated(context);
    }

    const disc = await context.newPage();
    watch(disc, problems);
    await disc.goto(`file://${folder}/INDEX.HTM`);
    await disc.waitForURL(/VIEWER\.HTM$/);
    await expect.poll(() => edges(disc), polled).toEqual(['R A L P']);
    await disc.keyboard.press('r');
    await expect.poll(() => edges(disc), polled).toEqual(['P R A L']);
    await expect.poll(() => sideOfRod(disc), polled).toBe('bottom');
    await picture(disc, 'edges-disc');
    await disc.close();
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

// Of each view, the letters at its left, top, right and bottom; undefined where there are none.
const edges = (page: Page, name = 'gantry-image-view', cell = ':host'): Promise<(string | undefined)[]> => page.locator(name).evaluateAll((views, inside) => views.flatMap((view) => {
  const roots = inside === ':host' ? [view.shadowRoot!] : [...view.shadowRoot!.querySelectorAll(inside)];
  return roots.map((root) => {
    const letters = ['left', 'top', 'right', 'bottom'].map((side) => root.querySelector(`.edge[data-side=${side}]`)?.textContent ?? '');
    return letters.every((each) => each === '') ? undefined : letters.join(' ');
  });
}), cell);

// At which edge of the picture the rod is: the brightest of four places around the middle.
const sideOfRod = (page: Page): Promise<string> => page.locator('gantry-image-view canvas').first().evaluate((element) => {
  const canvas = element as HTMLCanvasElement;
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  const away = 0.3 * Math.min(canvas.width, canvas.height);
  const places = { left: [-away, 0], top: [0, -away], right: [away, 0], bottom: [0, away] } as const;
  const bright = Object.entries(places).map(([side, [x, y]]) => ({ side, value: context.getImageData(canvas.width / 2 + x, canvas.height / 2 + y, 1, 1).data[0]! })).sort((one, other) => other.value - one.value);
  return bright[0]!.value - bright[1]!.value > 50 ? bright[0]!.side : 'nowhere';
});
