import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { faults, open, picture, until } from './page.ts';
import { writePhantom } from './phantom.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const [straight, tilted] = ['2.25.4801', '2.25.4802'];
const size = 64;

describe.skipIf(lacking !== undefined)('other planes of a series, on a real server', () => {
  const at = workplace({
    width: 1000, height: 700, colorScheme: 'dark',
    fill: async ({ server, folder }) => {
      await server.store(await writePhantom(join(folder, 'straight'), { slices: 32, size, spacing: 2, study: straight }));
      await server.store(await writePhantom(join(folder, 'tilted'), { slices: 5, size, spacing: 2, study: tilted, tilt: 0.4 }));
    },
  });

  it('are calculated without a GPU, and cut the volume where they say', async () => {
    const { page } = at;
    await open(page, straight);
    await page.getByText(/^Image 1 of 32/).first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('img', { name: 'Sagittal Ball and rod' }).waitFor();

    // Through the middle of the ball all planes show a disc: brighter in the middle than beside it.
    await until(async () => (await brightness(page)).every(([middle = 0, beside = 0]) => middle - beside > 30));
    expect(await faults(page)).toEqual([]);
    await picture(page, 'mpr');
  });

  it('are moved by keys, by the wheel and by a click', async () => {
    const { page } = at;
    expect(await places(page)).toEqual(['-1.0 mm', '-0.5 mm', '-0.5 mm']);
    await page.keyboard.press('ArrowDown');
    await until(async () => (await places(page))[0] === '-3.0 mm');
    await page.keyboard.press('Home');
    await until(async () => (await places(page))[0] === '30.0 mm');
    const [, middle] = await brightness(page).then(([axial]) => [0, axial![0]!]);
    expect(middle).toBeLessThan(130); // above the ball is water
    await page.getByRole('img', { name: 'Coronal Ball and rod' }).click(); // in the middle of the picture, that of the volume is
    await until(async () => Math.abs(Number.parseFloat((await places(page))[0] ?? '')) < 3);
    await page.getByRole('img', { name: 'Sagittal Ball and rod' }).hover();
    const before = (await places(page))[2];
    await page.mouse.wheel(0, 100);
    await until(async () => (await places(page))[2] !== before);
    await page.keyboard.press('3');
    await page.getByText('W 2500 C 480').first().waitFor();
    const says = (): Promise<string> => page.getByLabel('Window', { exact: true }).evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
    await expect.poll(says).toBe('Bone');
    await page.getByLabel('Window', { exact: true }).selectOption({ label: 'As the image says' });
    await page.getByText('W 1600 C 300').first().waitFor();
    await expect.poll(says).toBe('As the image says');
    await page.keyboard.press('j');
    await page.getByText(/^Image \d+ of 32/).first().waitFor();
  });

  it('are not calculated of slices that are tilted, and it is said why', async () => {
    const { page } = at;
    await open(page, tilted);
    await page.getByText(/^Image 1 of 5/).first().waitFor();
    await page.getByRole('button', { name: 'Other planes (MPR)' }).click();
    await page.getByText('its slices are tilted').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.getByText(/^Image 1 of 5/).first().waitFor();
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

const places = (page: Page): Promise<string[]> => page.locator('gantry-mpr .text.bottom').evaluateAll((texts) => texts.map((text) => /-?[\d.]+ mm/.exec(text.textContent ?? '')?.[0] ?? ''));

// Of each plane, how bright its middle is, and a place left of it.
const brightness = (page: Page): Promise<number[][]> => page.locator('gantry-mpr .plane').evaluateAll((elements) => elements.map((element) => {
  const canvas = [...element.querySelectorAll('canvas')].find((each) => each.style.display !== 'none');
  if (!canvas || canvas.width === 0) {
    return [0, 0];
  }

  const small = new OffscreenCanvas(canvas.width, canvas.height);
  const context = small.getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  const shown = Math.min(canvas.width, canvas.height);
  return [[0, 0], [-0.35, 0]].map(([x, y]) => context.getImageData(canvas.width / 2 + x! * shown, canvas.height / 2 + y! * shown, 1, 1).data[0]!);
}));
