import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import type { Server } from './server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

// What is not needed any more is aborted, and Cornerstone leaves a promise of it that nobody waits for.
const aborted = 'XMLHttpRequest';

/** Notes the page's errors, and what its policy forbids. */
export function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => error.message !== aborted && problems.push(error.message));
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && problems.push(message.text()));
}

/** Opens the workstation, by the administrator's token. */
export async function signIn(page: Page, server: Server): Promise<void> {
  await page.goto(server.url);
  await page.getByText('Sign in by a token').click();
  await page.getByLabel('Token').fill(server.token);
  await page.getByRole('button', { name: 'Use the token' }).click();
  await page.getByRole('navigation').waitFor();
}

/** Goes to a study as by the browser's own buttons, and waits until its images are seen; where it is empty, to the list. */
export async function open(page: Page, study: string): Promise<void> {
  await page.evaluate((query) => {
    history.pushState(null, '', query);
    dispatchEvent(new PopStateEvent('popstate'));
  }, study === '' ? '/workstation/' : `?study=${study}`);
  if (study !== '') {
    await ready(page);
  }
}

/** Waits until it is known how the study hangs, and each view shows what it is to show. */
export async function ready(page: Page): Promise<void> {
  await page.locator('gantry-viewer .grid[aria-busy=false]').waitFor();
  await page.locator('gantry-image-view .image[aria-busy=false]').first().waitFor();
  await page.locator('gantry-image-view .image[aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Waits until something is so, as the server or the page tells it. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) {
      throw new Error('It did not come to be.');
    }

    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What is in the way of those who do not see or point, as axe finds it. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
  });
}

/** A picture of the page for people to look at, where GANTRY_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.GANTRY_PICTURES) {
    await page.screenshot({ path: `${process.env.GANTRY_PICTURES}/${name}.png` });
  }
}

/** Where the first view is. */
export async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator('gantry-image-view').first().boundingBox();
  if (box === null) {
    throw new Error('No view is there.');
  }

  return box;
}

/** Drags over the first view, between places of it from 0 to 1. */
export async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await boxOf(page);
  const at = ([x, y]: readonly [number, number]): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), { steps: 4 });
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

/** What stands beside what is drawn. */
export const texts = (page: Page): Promise<string[]> => page.locator('gantry-image-view svg tspan').allTextContents();
