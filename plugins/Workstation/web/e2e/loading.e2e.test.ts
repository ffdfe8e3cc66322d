import { join } from 'node:path';
import type { CDPSession, Request } from 'playwright';
import { describe, expect, it } from 'vitest';
import { open, picture, until } from './page.ts';
import { writePhantom } from './phantom.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const [study, several] = ['2.25.5401', '2.25.5402'];
const [slices, size, mebibyte] = [120, 512, 1_048_576];
const imageBytes = size * size * 2;
const most = 16 * mebibyte; // a quarter of what there is

describe.skipIf(lacking !== undefined)('what a viewer holds, on a real server', () => {
  const at = workplace({
    colorScheme: 'dark',
    fill: async ({ server, folder }) => {
      await server.store(await writePhantom(join(folder, 'large'), { slices, size, spacing: 2, study }));
      await server.store(await writePhantom(join(folder, 'several'), { slices: 7, size: 64, spacing: 2, study: several, date: '20250131', coronals: 5 }));
    },
  });

  it('are all series, those that nobody looks at yet, too', async () => {
    const { page } = at;
    await open(page, several);
    await page.locator('gantry-image-view').getByText('Image 1 of 7').waitFor();
    await page.getByText('7 images', { exact: true }).waitFor(); // while some are missing, it says how many have come
    await page.getByText('5 images', { exact: true }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => isFrame(request) && asked.push(request.url()));
    await page.keyboard.press('PageDown');
    await page.locator('gantry-image-view').getByText('Image 1 of 5').waitFor();
    expect(asked).toEqual([]);
    page.removeAllListeners('request');
  });

  it('is no more than it may, whatever of a study is looked at', async () => {
    const { page, server } = at;
    await page.goto(`${server.url}/workstation/examples.html`);
    await page.getByRole('navigation').getByRole('link', { name: '<gantry-viewer>', exact: true }).click();
    await page.locator('gantry-viewer').first().waitFor({ state: 'attached' });
    const browser = await page.context().newCDPSession(page);
    const before = await held(browser);
    await page.evaluate(([uid, authorization, bytes]) => {
      const viewer = Object.assign(document.createElement('gantry-viewer'), { id: 'bounded', src: '/dicom-web', study: uid, authorization, cacheBytes: bytes });
      viewer.setAttribute('style', 'position: fixed; inset: 0; z-index: 9');
      document.body.append(viewer);
    }, [study, `Bearer ${server.token}`, most] as const);

    const loaded = async (): Promise<number> => Number(/^\s*(\d+) of 120 images loaded/.exec((await page.locator('#bounded gantry-series-list .quiet').first().textContent()) ?? '')?.[1] ?? '0');
    const asked: string[] = [];
    page.on('request', (request) => isFrame(request) && asked.push(request.url()));
    for (const [key, shown] of [['Home', 1], ['End', slices], ['Home', 1]] as const) {
      await page.locator('#bounded').press(key);
      await page.locator('#bounded').getByText(`Image ${shown} of ${slices}`).first().waitFor();
      await rests(() => asked.length);
      expect(await loaded()).toBeLessThanOrEqual(most / imageBytes);
      expect(await loaded()).toBeGreaterThan(most / imageBytes / 2);
    }

    for (let image = 1; image < slices; image += 10) {
      await page.locator('#bounded').press('Shift+ArrowDown');
      await page.locator('#bounded').getByText(`Image ${Math.min(slices, image + 10)} of ${slices}`).first().waitFor();
      expect(await loaded()).toBeLessThanOrEqual(most / imageBytes);
    }

    await rests(() => asked.length);
    await picture(page, 'bounded');
    expect(new Set(asked).size).toBe(slices);

    // All together would be 60 MiB; twice the bound leaves room for what is on its way, thumbnails and scripts.
    expect((await held(browser)) - before).toBeLessThan(2 * most);
    await page.locator('#bounded').evaluate((viewer) => viewer.remove());
    await until(async () => (await held(browser)) - before < most / 2);
  });

  it('is nothing of a study that is closed: what is on its way is aborted', async () => {
    const { page, server } = at;
    await page.goto(server.url);
    await page.getByRole('navigation').waitFor();
    const [begun, aborted] = [new Set<Request>(), new Set<Request>()];
    page.on('request', (request) => isFrame(request) && begun.add(request));
    page.on('requestfailed', (request) => isFrame(request) && request.failure()?.errorText === 'net::ERR_ABORTED' && aborted.add(request));
    await page.route(/\/frames\//, () => undefined); // never answered
    await page.getByRole('row', { name: /2026-01-31/ }).getByRole('button', { name: 'Open ANON, PHANTOM' }).click();
    await until(async () => begun.size >= 2);
    await open(page, '');
    await page.getByLabel('Patient ID').waitFor();
    await expect.poll(() => begun.size - aborted.size, { timeout: 20_000 }).toBe(0);
    const were = begun.size;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(begun.size).toBe(were);
    await page.unroute(/\/frames\//);
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

const isFrame = (request: Request): boolean => /\/frames\//.test(request.url());

// Bytes of array buffers that the page holds when all that nobody needs is gone.
async function held(browser: CDPSession): Promise<number> {
  await browser.send('HeapProfiler.collectGarbage');
  return ((await browser.send('Runtime.getHeapUsage')) as { backingStorageSize?: number }).backingStorageSize ?? Number.NaN;
}

async function rests(count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
}
