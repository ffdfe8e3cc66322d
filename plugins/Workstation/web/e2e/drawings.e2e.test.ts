import { describe, expect, it } from 'vitest';
import { boxOf, drag, faults, open, picture, ready, texts, until, watch } from './page.ts';
import { first, type Dataset } from './server.ts';
import { corpusFiles, lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

interface Kept { own: { annotations: { tool: string }[]; keyImages: unknown[] } | null; others: { user: string }[] }

describe.skipIf(lacking !== undefined)('what is drawn on images, on a real server', () => {
  let study = '';
  const at = workplace({
    colorScheme: 'dark',
    fill: async ({ server }) => {
      await server.store(corpusFiles('Enet4__dicom-test-files/data/WG04/REF/CT2_UNC'));
      study = first(((await (await server.ask('/dicom-web/studies')).json()) as Dataset[])[0], '0020000D');
    },
  });
  const kept = async (): Promise<Kept> => (await (await at.server.ask(`/annotations/studies/${study}`)).json()) as Kept;

  it('is on an image: a view says that it has none yet, and a drag on it does nothing to the next', async () => {
    const { page } = at;
    let show = (): void => undefined;
    const held = new Promise<void>((resolve) => { show = resolve; });
    await page.route(/\/frames\//, async (route) => { await held; await route.continue(); });
    await page.getByRole('navigation').waitFor();
    const opening = open(page, study);
    const view = page.getByRole('img', { name: /^View 1/ });
    await page.locator('gantry-image-view .image[aria-busy=true]').waitFor();
    await page.locator('gantry-image-view').getByText(/CompressedSamples, CT2/).waitFor(); // who it is of is said all the same
    expect(await page.getByText(/^Image 1 of 1/).count()).toBe(0);
    expect(await faults(page)).toEqual([]);
    await picture(page, 'awaited');
    await page.getByRole('button', { name: 'Tool: Rectangle' }).click();
    await drag(page, [0.4, 0.4], [0.6, 0.5]);
    show();
    await opening;
    expect(await view.getAttribute('aria-busy')).toBe('false');
    await new Promise((resolve) => setTimeout(resolve, 500)); // sooner after the first, the second press would be that of a double click
    await drag(page, [0.45, 0.45], [0.55, 0.55]);
    await until(async () => (await kept()).own?.annotations.length === 1);
    await page.keyboard.press('Shift+Delete');
    await until(async () => (await kept()).own === null);
    await page.unroute(/\/frames\//);
  });

  it('is kept where the page is loaded anew at once', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'Tool: Rectangle' }).click();
    await drag(page, [0.45, 0.45], [0.55, 0.55]);
    await page.reload();
    await ready(page);
    await until(async () => (await texts(page)).length > 0);
    expect((await kept()).own?.annotations.map(({ tool }) => tool)).toEqual(['rectangle']);
    await page.keyboard.press('Shift+Delete');
    await until(async () => (await kept()).own === null);
  });

  it('is kept by the server, with what is marked', async () => {
    const { page } = at;
    await open(page, study);
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
  });

  it('is there again when the page is loaded anew, with its measures', async () => {
    const { page } = at;
    const before = await texts(page);
    await page.reload();
    await ready(page);
    await page.getByText('Key image').waitFor();
    await until(async () => (await texts(page)).length === before.length);
    expect((await texts(page)).sort()).toEqual(before.sort());
    expect(await faults(page)).toEqual([]);
    await picture(page, 'drawn-again');
  });

  it('is a loop that is drawn by hand, and an arrow that says something', async () => {
    const { page } = at;
    await page.keyboard.press('Shift+Delete');
    await until(async () => (await kept()).own?.annotations.length === 0);
    await page.getByRole('button', { name: 'Tool: Freehand' }).click();
    const box = await boxOf(page);
    const around = (part: number): [number, number] => [box.x + box.width * (0.5 + 0.1 * Math.cos(part * 2 * Math.PI)), box.y + box.height * (0.5 + 0.15 * Math.sin(part * 2 * Math.PI))];
    await page.mouse.move(...around(0));
    await page.mouse.down();
    for (let step = 1; step <= 40; step++) {
      await page.mouse.move(...around(step / 40));
    }

    await page.mouse.up();
    await until(async () => (await texts(page)).some((text) => /^Area: .* mm²$/.test(text)));
    await new Promise((resolve) => setTimeout(resolve, 500)); // sooner after this, the next press would be that of a double click
    await page.getByRole('button', { name: 'Tool: Arrow' }).click();
    const asked: string[] = [];
    page.once('dialog', (dialog) => { asked.push(dialog.message()); void dialog.accept('A shadow'); });
    await drag(page, [0.3, 0.3], [0.4, 0.4]);
    await until(async () => (await texts(page)).includes('A shadow'));
    expect(asked).toEqual(['Text of the arrow']);
    await until(async () => (await kept()).own?.annotations.length === 2);
    expect((await kept()).own?.annotations.map(({ tool }) => tool).sort()).toEqual(['arrow', 'freehand']);
    const before = await texts(page);
    await picture(page, 'loop-and-arrow');
    await page.reload();
    await ready(page);
    await until(async () => (await texts(page)).length === before.length);
    expect((await texts(page)).sort()).toEqual(before.sort());
    await picture(page, 'loop-and-arrow-again');
  });

  it('goes, and comes back by undo', async () => {
    const { page } = at;
    await page.keyboard.press('Shift+Delete');
    await until(async () => (await kept()).own?.annotations.length === 0);
    await page.keyboard.press('Control+z');
    await until(async () => ((await kept()).own?.annotations.length ?? 0) > 0);
  });

  it('of one user is shown to another, and is not theirs to change', async () => {
    const { server, browser, problems } = at;
    await server.ask('/admin/users/anna', { method: 'PUT', body: JSON.stringify({ roles: ['Administrator'], password: 'four brown dogs', mustChangePassword: false }) });
    const anna = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    watch(anna, problems);
    await anna.goto(server.url);
    await anna.getByLabel('Name').fill('anna');
    await anna.getByLabel('Password').fill('four brown dogs');
    await anna.getByRole('button', { name: 'Sign in', exact: true }).click();
    await anna.getByRole('navigation').waitFor();
    await open(anna, study);
    await until(async () => (await texts(anna)).length > 0);
    await anna.keyboard.press('Shift+Delete');
    await anna.keyboard.press('k');
    await until(async () => (await kept()).others.length === 1);
    expect((await kept()).own?.annotations.length).toBeGreaterThan(0);
    expect((await texts(anna)).length).toBeGreaterThan(0);
    await picture(anna, 'drawn-by-another');
    await anna.close();
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});
