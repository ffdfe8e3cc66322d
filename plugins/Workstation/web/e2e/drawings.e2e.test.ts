import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults, open, picture, signIn, watch } from './page.ts';
import { Server, first, type Dataset } from './server.ts';
import { corpusFiles, lacking, launch } from './surroundings.ts';

interface Kept { own: { annotations: { tool: string }[]; keyImages: unknown[] } | null; others: { user: string }[] }

describe.skipIf(lacking !== undefined)('what is drawn on images, on a real server', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let study = '';
  const problems: string[] = [];
  const kept = async (): Promise<Kept> => (await (await server.ask(`/annotations/studies/${study}`)).json()) as Kept;

  beforeAll(async () => {
    [server, browser] = await Promise.all([Server.start(), launch()]);
    await server.store(corpusFiles('Enet4__dicom-test-files/data/WG04/REF/CT2_UNC'));
    study = first(((await (await server.ask('/dicom-web/studies')).json()) as Dataset[])[0], '0020000D');
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })).newPage();
    watch(page, problems);
    await signIn(page, server);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('is kept by the server, with what is marked', async () => {
    await open(page, study);
    await page.getByText(/^Image 1 of 1/).first().waitFor();
    await page.getByRole('button', { name: 'Tool: Length' }).click();
    await drag(page, [0.4, 0.4], [0.6, 0.5]);
    await page.getByRole('button', { name: 'Tool: Ellipse' }).click();
    await drag(page, [0.45, 0.6], [0.55, 0.7]);
    await picture(page, 'drawing');
    await page.keyboard.press('k');
    await until(async () => { const { own } = await kept(); return own?.annotations.length === 2 && own.keyImages.length === 1; });
    expect((await kept()).own?.annotations.map(({ tool }) => tool).sort()).toEqual(['ellipse', 'length']);
    expect(await texts(page)).toEqual(expect.arrayContaining([expect.stringMatching(/mm$/), expect.stringMatching(/^Mean: .* HU$/)]));
    await picture(page, 'drawn');
  }, 60_000);

  it('is there again when the page is loaded anew, with its measures', async () => {
    const before = await texts(page);
    await page.reload();
    await open(page, study);
    await page.getByText(/^Image 1 of 1/).first().waitFor();
    await page.getByText('Key image').waitFor();
    await until(async () => (await texts(page)).length === before.length);
    expect((await texts(page)).sort()).toEqual(before.sort());
    expect(await faults(page)).toEqual([]);
    await picture(page, 'drawn-again');
  }, 60_000);

  it('goes, and comes back by undo', async () => {
    await page.keyboard.press('Shift+Delete');
    await until(async () => (await kept()).own?.annotations.length === 0);
    await page.keyboard.press('Control+z');
    await until(async () => ((await kept()).own?.annotations.length ?? 0) > 0);
  }, 60_000);

  it('of one user is shown to another, and is not theirs to change', async () => {
    await server.ask('/admin/users/anna', { method: 'PUT', body: JSON.stringify({ roles: ['Administrator'], password: 'four brown dogs', mustChangePassword: false }) });
    const anna = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    watch(anna, problems);
    await anna.goto(server.url);
    await anna.getByLabel('Name').fill('anna');
    await anna.getByLabel('Password').fill('four brown dogs');
    await anna.getByRole('button', { name: 'Sign in', exact: true }).click();
    await anna.getByRole('navigation').waitFor();
    await open(anna, study);
    await anna.getByText(/^Image 1 of 1/).first().waitFor();
    await until(async () => (await texts(anna)).length > 0);
    await anna.keyboard.press('Shift+Delete');
    await anna.keyboard.press('k');
    await until(async () => (await kept()).others.length === 1);
    expect((await kept()).own?.annotations.length).toBeGreaterThan(0);
    expect((await texts(anna)).length).toBeGreaterThan(0);
    await picture(anna, 'drawn-by-another');
    await anna.close();
  }, 60_000);

  it('had nothing that the browser refused, and no error', () => expect(problems).toEqual([]));
});

// Drags over the first view, between places of it from 0 to 1.
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.locator('gantry-image-view').first().boundingBox();
  if (box === null) {
    throw new Error('No view is there.');
  }

  const at = ([x, y]: readonly [number, number]): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), { steps: 4 });
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

// What stands beside what is drawn.
const texts = (page: Page): Promise<string[]> => page.locator('gantry-image-view svg tspan').allTextContents();

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 75; tries++) {
    if (await isSo()) {
      return;
    }

    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  throw new Error('It did not come to be.');
}
