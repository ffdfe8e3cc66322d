import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { boxOf, drag, faults, open, picture, ready, texts, until } from './page.ts';
import { writePhantom } from './phantom.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const study = '2.25.5011';
const spacing = 2;

describe.skipIf(lacking !== undefined).each([['', false], [', by a GPU', true]])('what is done with images that are looked at, on a real server%s', (_, hasGpu) => {
  const at = workplace({
    colorScheme: 'dark', hasGpu,
    fill: async ({ server, folder }) => server.store(await writePhantom(join(folder, 'phantom'), { slices: 12, size: 64, spacing, study })),
  });

  it('is to set the window by keys, by the list and by the mouse', async () => {
    const { page } = at;
    await open(page, study);
    await page.getByText(/^Image 1 of 12/).first().waitFor();
    const list = page.getByLabel('Window', { exact: true });
    const says = (): Promise<string> => list.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
    expect(await says()).toBe('As the image says');
    await page.keyboard.press('2');
    await page.getByText('W 1500 C -600').first().waitFor();
    await expect.poll(says).toBe('Lung');
    await list.selectOption({ label: 'Bone' });
    await page.getByText('W 2500 C 480').first().waitFor();
    await expect.poll(says).toBe('Bone');
    const before = await pixels(page);
    await page.getByRole('button', { name: 'Tool: Window' }).click();
    await drag(page, [0.4, 0.4], [0.6, 0.5]);
    await page.getByText('W 2500 C 480').first().waitFor({ state: 'detached' });
    await expect.poll(says).toMatch(/^W \d+ C -?\d+$/); // of no name: it says which
    await picture(page, 'window-of-no-name');
    await list.selectOption({ label: 'Lung' });
    await expect.poll(says).toBe('Lung');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(says).toBe('As the image says');
    await list.selectOption({ label: 'Bone' });
    await page.getByRole('button', { name: 'Invert' }).click();
    await until(async () => (await pixels(page)) !== before);
    await page.keyboard.press('0');
    await page.getByText('W 2500 C 480').first().waitFor({ state: 'detached' });
    await expect.poll(says).toBe('As the image says');
  });

  it('is to zoom, to move and to turn, and all as it was by one key', async () => {
    const { page } = at;
    await page.keyboard.press('Backspace');
    const asItIs = await settled(page);
    for (const change of ['+', 'r', 'h', 'i'] as const) {
      await page.keyboard.press(change);
      await expect.poll(() => pixels(page), { message: change, timeout: 20_000 }).not.toBe(asItIs);
      await page.keyboard.press('Backspace');
      await expect.poll(() => pixels(page), { message: `${change}, and as it was`, timeout: 20_000 }).toBe(asItIs);
    }

    await page.keyboard.press('r'); // the phantom is as before when it is turned upside down
    const turned = await settled(page);
    await page.keyboard.press('v');
    await picture(page, 'flipped');
    await until(async () => (await pixels(page)) !== turned);
    await page.keyboard.press('Backspace');
    await until(async () => (await pixels(page)) === asItIs);
    await page.getByRole('button', { name: 'Tool: Pan' }).click();
    await drag(page, [0.5, 0.5], [0.6, 0.6]);
    await until(async () => (await pixels(page)) !== asItIs);
    await page.getByRole('button', { name: 'Reset' }).click();
    await until(async () => (await pixels(page)) === asItIs);
    await page.getByRole('button', { name: 'Tool: Scroll' }).click();
    await drag(page, [0.5, 0.3], [0.5, 0.7]);
    await page.getByText(/^Image 1 of 12/).first().waitFor({ state: 'detached' });
    await page.keyboard.press('Home');
    await page.getByText(/^Image 1 of 12/).first().waitFor();
  });

  it('is to measure angles, densities and places, each with its unit', async () => {
    const { page } = at;
    const measured = async (tool: string, draw: () => Promise<void>, text: RegExp): Promise<void> => {
      await page.getByRole('button', { name: `Tool: ${tool}`, exact: true }).click();
      await draw();
      await until(async () => (await texts(page)).some((each) => text.test(each)));
      await page.keyboard.press('Shift+Delete');
      await until(async () => (await texts(page)).length === 0);
    };
    const click = async (x: number, y: number): Promise<void> => {
      const box = await boxOf(page);
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
      await page.mouse.down();
      await page.mouse.up();
      await rest(); // sooner after this, the next press would be that of a double click
    };
    await measured('Length', () => drag(page, [0.4, 0.4], [0.6, 0.4]), /^\d+(\.\d+)? mm$/);
    await measured('Angle', async () => { await drag(page, [0.45, 0.6], [0.45, 0.45]); await rest(); await click(0.6, 0.45); }, /°/);
    await measured('Cobb angle', async () => { await drag(page, [0.4, 0.35], [0.6, 0.4]); await rest(); await drag(page, [0.4, 0.7], [0.6, 0.6]); }, /°/);
    await measured('Two diameters', () => drag(page, [0.4, 0.5], [0.6, 0.5]), /mm/);
    await measured('Rectangle', () => drag(page, [0.4, 0.4], [0.6, 0.6]), /^Mean: .* HU$/);
    await measured('Probe', () => click(0.5, 0.5), / HU/);
    await page.getByRole('button', { name: 'Tool: Window' }).click();
    expect(await faults(page)).toEqual([]);
  });

  it('is to see as many at once as one wants, with where each cuts the other', async () => {
    const { page } = at;
    for (const [layout, count] of [['2x2', 4], ['3x3', 9], ['1x2', 2]] as const) {
      await page.getByLabel('Layout', { exact: true }).selectOption(`layout.${layout}`);
      await until(async () => (await page.locator('gantry-image-view').count()) === count);
    }

    await ready(page);
    const lines = page.getByRole('button', { name: 'Reference lines' });
    const were = await lines.getAttribute('aria-pressed'); // as the rule of its modality says
    await page.keyboard.press('n');
    await expect.poll(() => lines.getAttribute('aria-pressed')).toBe(were === 'true' ? 'false' : 'true');
    expect(await faults(page)).toEqual([]);
    await picture(page, 'layout');
    await page.keyboard.press('Alt+1');
    await until(async () => (await page.locator('gantry-image-view').count()) === 1);
  });

  it('is to have the images run at a rate that is chosen, and stop', async () => {
    const { page } = at;
    await page.keyboard.press('Home');
    await page.getByText(/^Image 1 of 12/).first().waitFor();
    await page.getByText('15/s').waitFor();
    await page.keyboard.press('<');
    await page.getByText('15/s').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Play or stop' }).click();
    await page.getByRole('button', { name: 'Play or stop', pressed: true }).waitFor();
    const seen = new Set<string>();
    await until(async () => { seen.add((await page.getByText(/^Image \d+ of 12/).first().textContent()) ?? ''); return seen.size >= 4; });
    await page.getByRole('button', { name: 'Play or stop' }).click();
    await page.getByRole('button', { name: 'Play or stop', pressed: false }).waitFor();
    await rest();
    const stood = await page.getByText(/^Image \d+ of 12/).first().textContent();
    await rest();
    expect(await page.getByText(/^Image \d+ of 12/).first().textContent()).toBe(stood);
  });

  it('is to hide the texts, and to look for an attribute', async () => {
    const { page } = at;
    await page.keyboard.press('o');
    await page.getByText(/^Image \d+ of 12/).first().waitFor({ state: 'detached' });
    await page.keyboard.press('o');
    await page.getByText(/^Image \d+ of 12/).first().waitFor();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('(0010,0010)').waitFor();
    await dialog.getByLabel('Filter attributes').fill('pixel spacing');
    await dialog.getByText('(0028,0030)').waitFor();
    expect(await dialog.getByText('(0010,0010)').count()).toBe(0);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'attributes');
    await page.keyboard.press('Escape');
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

// What the first view shows, without what is written over it.
const pixels = (page: Page): Promise<string> => page.locator('gantry-image-view canvas').first().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL()).then((url) => createHash('sha1').update(url).digest('hex'));

// When it has stood still for a while.
async function settled(page: Page): Promise<string> {
  for (let before = await pixels(page); ;) {
    await rest();
    const now = await pixels(page);
    if (now === before) {
      return now;
    }

    before = now;
  }
}
