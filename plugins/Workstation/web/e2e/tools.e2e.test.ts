import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { boxOf, drag, faults, open, picture, ready, texts, until } from './page.ts';
import { writePhantom } from './phantom.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const [study, crossed, parallel] = ['2.25.5011', '2.25.5012', '2.25.5013'];
const [slices, size, spacing] = [12, 64, 2];

describe.skipIf(lacking !== undefined).each([['', false], [', by a GPU', true]])('what is done with images that are looked at, on a real server%s', (_, hasGpu) => {
  const at = workplace({
    colorScheme: 'dark', hasGpu,
    fill: async ({ server, folder }) => server.store([
      ...await writePhantom(join(folder, 'phantom'), { slices, size, spacing, study }),
      ...await writePhantom(join(folder, 'crossed'), { slices, size, spacing, study: crossed, date: '20250131', coronals: 5 }),
      ...await writePhantom(join(folder, 'thin'), { slices, size, spacing, study: parallel, date: '20240131' }),
      ...await writePhantom(join(folder, 'thick'), { slices: slices / 2, size, spacing: spacing * 2, study: parallel, series: 3, date: '20240131' }),
    ]),
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

  it('is to see as many at once as one wants', async () => {
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

  it('is to see a place larger for as long as a button is held', async () => {
    const { page } = at;
    await page.keyboard.press('Home');
    await page.getByText(/^Image 1 of 12/).first().waitFor();
    await page.getByRole('button', { name: 'Tool: Magnify' }).click();
    const view = page.locator('gantry-image-view').first();
    const box = await boxOf(page);
    const glass = view.locator('.magnifier');
    for (const isFlipped of [false, true]) {
      const image = await seen(view);
      const y = box.y + (image.top + image.bottom) / 2;
      await page.mouse.move(box.x + image.left + 20, y, { steps: 3 });
      await page.mouse.down();
      await glass.waitFor();
      expect(await glass.boundingBox()).toEqual({ x: near(box.x + image.left + 20 - 125, 1), y: near(y - 125, 1), width: 250, height: 250 });
      const edge = async (): Promise<number> => (await seen(glass)).left;
      await expect.poll(edge, { timeout: 20_000 }).toEqual(near(125 - 20 * 3, 3)); // three times as far from its middle as from the pointer
      await page.mouse.move(box.x + image.left + 30, y, { steps: 3 });
      await expect.poll(edge, { timeout: 20_000 }).toEqual(near(125 - 30 * 3, 3));
      const rod = ((isFlipped ? 0.2 : 0.8) * size + (isFlipped ? -0.5 : 0.5)) / size;
      await page.mouse.move(box.x + image.left + (image.right - image.left) * rod, y, { steps: 8 });
      await expect.poll(() => grey(glass), { timeout: 20_000 }).toEqual(near(239, 15));
      await picture(page, `magnified${hasGpu ? '-by-gpu' : ''}${isFlipped ? '-flipped' : ''}`);
      await page.mouse.up();
      await glass.waitFor({ state: 'detached' });
      await rest(); // sooner after this, the next press would be that of a double click
      await page.keyboard.press('h');
      await settled(page);
    }

    await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: 'Tool: Window' }).click();
  });

  it('is to see in one view where the image of another cuts it, and in one viewer of a page nothing of another', async () => {
    const { page, server } = at;
    await open(page, crossed);
    await page.getByLabel('Layout', { exact: true }).selectOption('layout.1x2');
    await until(async () => (await page.locator('gantry-image-view').count()) === 2);
    await ready(page);
    const lines = page.getByRole('button', { name: 'Reference lines' });
    if ((await lines.getAttribute('aria-pressed')) !== 'true') {
      await lines.click();
    }

    await rest(); // what is seen below is seen to its end
    const [axial, coronal] = [page.locator('gantry-image-view').nth(0), page.locator('gantry-image-view').nth(1)];
    const boxes = { axial: await seen(axial), coronal: await seen(coronal) };
    expect((boxes.coronal.right - boxes.coronal.left) / (boxes.coronal.bottom - boxes.coronal.top)).toEqual(near(1, 0.01)); // its pixels are square
    expect(boxes.axial).toEqual({ left: near(boxes.coronal.left, 3), right: near(boxes.coronal.right, 3), top: near(boxes.coronal.top, 3), bottom: near(boxes.coronal.bottom, 3) }); // a view that has become smaller fits, too
    // A line from one side of an image to the other, so many rows below its upper edge.
    const across = (image: Seen, rows: number): unknown => {
      const y = near(image.top + ((image.bottom - image.top) * rows) / size, 3);
      return [{ x: near(image.left, 3), y }, { x: near(image.right, 3), y }];
    };
    const row = size / 2 - 2.5 * spacing + 0.5; // of an axial image, where the first coronal one cuts it
    for (const [key, image] of [['Home', 1], ['ArrowDown', 2], ['End', slices]] as const) {
      await page.keyboard.press(key);
      await axial.getByText(`Image ${image} of 12`).waitFor();
      await expect.poll(() => lineIn(coronal), { timeout: 20_000 }).toEqual(across(boxes.coronal, size / 2 - (image - 1 - slices / 2) * spacing + 0.5)); // its first row is at the head
    }

    expect(await lineIn(axial)).toBeUndefined(); // none in the view that it is of
    await picture(page, `reference-lines${hasGpu ? '-by-gpu' : ''}`);
    await page.keyboard.press('ArrowRight'); // and the other way round
    await expect.poll(() => lineIn(axial), { timeout: 20_000 }).toEqual(across(boxes.axial, row));
    expect(await lineIn(coronal)).toBeUndefined();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('r');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => lineIn(axial), { timeout: 20_000 }).toEqual([boxes.axial.top, boxes.axial.bottom].map((y) => ({ x: near(boxes.axial.right - ((boxes.axial.right - boxes.axial.left) * row) / size, 3), y: near(y, 3) })));
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => lineIn(axial), { timeout: 20_000 }).toEqual(across(boxes.axial, row));

    // Another viewer in the page has lines of its own.
    await page.evaluate(([uid, token]) => {
      const viewer = document.createElement('gantry-viewer');
      Object.assign(viewer, { src: '/dicom-web', study: uid, layout: '1x2', authorization: `Bearer ${token}` });
      Object.assign(viewer.style, { position: 'fixed', inset: '0 0 0 auto', width: '640px', background: '#000', zIndex: '1' });
      document.body.append(viewer);
    }, [crossed, server.token] as const);
    const other = page.locator('body > gantry-viewer');
    const [otherAxial, otherCoronal] = [other.locator('gantry-image-view').nth(0), other.locator('gantry-image-view').nth(1)];
    await otherCoronal.getByText('Image 1 of 5').waitFor();
    if ((await other.getByRole('button', { name: 'Reference lines' }).getAttribute('aria-pressed')) !== 'true') {
      await other.getByRole('button', { name: 'Reference lines' }).click();
    }

    await rest();
    await expect.poll(async () => lineIn(otherCoronal), { timeout: 20_000 }).toEqual(across(await seen(otherCoronal), size / 2 + (slices / 2) * spacing + 0.5));
    await picture(page, `reference-lines-of-two${hasGpu ? '-by-gpu' : ''}`);
    expect(await lineIn(otherAxial)).toBeUndefined();
    expect(await lineIn(axial)).toEqual(across(boxes.axial, row));
    await page.evaluate(() => document.querySelector('body > gantry-viewer')?.remove());
    await lines.click();
    await expect.poll(() => lineIn(axial), { timeout: 20_000 }).toBeUndefined();
    await page.keyboard.press('Alt+1');
    await open(page, study);
  });

  it('is to scroll two series together, by where their slices are', async () => {
    const { page } = at;
    await open(page, parallel);
    await page.getByLabel('Layout', { exact: true }).selectOption('layout.1x2');
    await until(async () => (await page.locator('gantry-image-view').count()) === 2);
    await ready(page);
    const [thin, thick] = [page.locator('gantry-image-view').nth(0), page.locator('gantry-image-view').nth(1)];
    const link = page.getByRole('button', { name: 'Scroll views together' });
    expect(await link.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('y');
    await expect.poll(() => link.getAttribute('aria-pressed')).toBe('true');
    // Slices every 2 mm from -12 on, and every 4; of two that are as near the first.
    for (const [key, image, place] of [['End', 12, 6], ['ArrowUp', 11, 6], ['ArrowUp', 10, 5], ['Home', 1, 1], ['ArrowDown', 2, 1], ['ArrowDown', 3, 2]] as const) {
      await page.keyboard.press(key);
      await thin.getByText(`Image ${image} of 12`).waitFor();
      await thick.getByText(`Image ${place} of 6`).waitFor();
    }

    await picture(page, `linked${hasGpu ? '-by-gpu' : ''}`);
    await page.keyboard.press('y');
    await page.keyboard.press('End');
    await thin.getByText('Image 12 of 12').waitFor();
    await rest();
    await thick.getByText('Image 2 of 6').waitFor(); // by itself
    await page.keyboard.press('Alt+1');
    await open(page, study);
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

// A number that is no more than so much off.
const near = (value: number, by: number): unknown => ({
  $$typeof: Symbol.for('jest.asymmetricMatcher'), asymmetricMatch: (given: unknown) => Math.abs(Number(given) - value) <= by, toAsymmetricMatcher: () => `${value} ± ${by}`, toString: () => 'near',
});

/** Where an image is seen in what shows it, in pixels of the page. */
interface Seen { left: number; top: number; right: number; bottom: number }

// As its canvas has it: around images it is black.
const seen = (shows: Locator): Promise<Seen> => shows.locator('canvas').first().evaluate((element) => {
  const canvas = element as HTMLCanvasElement;
  const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const isSeen = (x: number, y: number): boolean => data[(y * canvas.width + x) * 4]! > 20;
  const [middleX, middleY] = [Math.floor(canvas.width / 2), Math.floor(canvas.height / 2)];
  const row = Array.from({ length: canvas.width }, (_, x) => isSeen(x, middleY));
  const column = Array.from({ length: canvas.height }, (_, y) => isSeen(middleX, y));
  const scale = canvas.clientWidth / canvas.width;
  return { left: row.indexOf(true) * scale, right: (row.lastIndexOf(true) + 1) * scale, top: column.indexOf(true) * scale, bottom: (column.lastIndexOf(true) + 1) * scale };
});

// How bright it is in the middle.
const grey = (shows: Locator): Promise<number> => shows.locator('canvas').first().evaluate((element) => {
  const canvas = element as HTMLCanvasElement;
  const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  return context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[0]!;
});

// The ends of the reference line of a view, from left to right, or from above.
async function lineIn(view: Locator): Promise<{ x: number; y: number }[] | undefined> {
  const ends = await view.locator('svg line').evaluateAll(([line]) => line && [1, 2].map((end) => ({ x: Number(line.getAttribute(`x${end}`)), y: Number(line.getAttribute(`y${end}`)) })));
  return ends?.sort((one, other) => one.x - other.x || one.y - other.y);
}
