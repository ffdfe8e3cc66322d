import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { faults, open } from './page.ts';
import { first, type Dataset } from './server.ts';
import { corpusFiles, lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

describe.skipIf(lacking !== undefined)('each dialog, on a real server, for whoever does not see or point', () => {
  let study = '';
  const at = workplace({
    colorScheme: 'light',
    fill: async ({ server }) => {
      await server.store(corpusFiles('Enet4__dicom-test-files/data/WG04/REF/MR3_UNC'));
      study = first(((await (await server.ask('/dicom-web/studies')).json()) as Dataset[])[0], '0020000D');
      const { dicomEndpoint } = (await (await server.ask('/admin/status')).json()) as { dicomEndpoint: string };
      await server.ask('/admin/nodes/GANTRY', { method: 'PUT', body: JSON.stringify({ host: '127.0.0.1', port: Number(dicomEndpoint.split(':').at(-1)) }) }); // it asks itself
    },
  });

  // It has a name and no faults, Tab goes to all that is in it and not out of it, and Escape leads back to where one was.
  const usable = async (name: string | RegExp, from: Locator | string): Promise<void> => {
    const { page } = at;
    if (typeof from !== 'string') {
      await from.focus();
    }

    await page.keyboard.press(typeof from === 'string' ? from : 'Enter');
    await page.getByRole('dialog', { name, exact: true }).waitFor();
    await page.getByRole('dialog').getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'detached' });
    expect(await faults(page), `${name}`).toEqual([]);
    for (let left = await page.evaluate(begin); left > 0; left--) {
      await page.keyboard.press('Tab');
      await page.evaluate(note);
    }

    expect(await page.evaluate(result), `${name}`).toEqual({ missed: [], isLeft: false });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    if (typeof from !== 'string') {
      await expect.poll(() => from.evaluate((element) => element.matches(':focus')), { message: `${name}: where one was` }).toBe(true);
    }
  };
  const button = (name: string | RegExp): Locator => at.page.getByRole('button', { name, exact: true });
  const go = (name: string): Promise<void> => at.page.getByRole('link', { name }).click();

  it('is that of studies of this server, and of another', async () => {
    const { page } = at;
    await page.getByLabel('Choose CompressedSamples, MR3').check();
    await usable('Send to another AE', button('Send…'));
    await usable('Export as a ZIP', button('Export…'));
    await usable('Have a disc made', button('Disc…'));
    await usable('Delete for good', button('Delete…'));
    await page.getByLabel('Where').selectOption({ label: 'GANTRY' });
    await page.getByLabel('Choose CompressedSamples, MR3').check();
    await usable('Have them sent here', button('Retrieve…'));
  });

  it('is that of images', async () => {
    await open(at.page, study);
    await usable('Attributes', 'm');
    await usable('Keys', '?');
    await open(at.page, '');
  });

  it('is that of plugins and ports', async () => {
    await go('Services');
    const row = at.page.getByRole('row', { name: /^gantry\.find/ });
    await usable('Install from a folder', button('Install from a folder'));
    for (const action of ['Reload', 'Unload', 'Pause']) {
      await usable(`${action} gantry.find`, row.getByRole('button', { name: action, exact: true }));
    }

    await usable('Pause dicom', button('Pause dicom'));
    await usable('Stop dicom', button('Stop dicom'));
  });

  it('is that of records', async () => {
    await go('Log');
    await button('Transactions').click();
    const record = button(/^Record \d+$/).first();
    const name = await record.textContent();
    await usable((name ?? '').trim(), record);
  });

  it('is that of AE titles, users and roles', async () => {
    await go('Configuration');
    await button('AE titles').click();
    await usable('Add AE title', button('Add AE title'));
    await usable('Change GANTRY', button('Change GANTRY'));
    await button('Users').click();
    await usable('Add user', button('Add user'));
    await usable('Change admin', button('Change admin'));
    await usable('Add role', button('Add role'));
    await usable('Change Reader', button('Change Reader'));
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

/** What Tab has come to in the dialog that is open. */
interface Stops { seen: Set<Element>; isLeft: boolean; focused(): { element: Element; isIn: boolean }; stops(): Element[] }

// These run in the page. How often Tab is pressed to come to everything, and from the last to the first.
function begin(): number {
  const deep = (root: ParentNode, found: (element: Element) => boolean): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [...(found(element) ? [element] : []), ...(element.shadowRoot ? deep(element.shadowRoot, found) : [])]);
  const dialog = deep(document, (element) => element instanceof HTMLDialogElement && element.open)[0]!;
  const state: Stops = {
    seen: new Set(), isLeft: false,
    focused: () => {
      let element: Element = document.activeElement ?? document.body;
      while (element.shadowRoot?.activeElement) {
        element = element.shadowRoot.activeElement;
      }

      let up: Node | null = element;
      while (up && up !== dialog) {
        up = up.parentNode ?? (up instanceof ShadowRoot ? up.host : null);
      }

      return { element, isIn: up === dialog };
    },
    stops: () => deep(dialog, (element) => element.matches('a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]') && element.checkVisibility()),
  };
  state.isLeft = !state.focused().isIn;
  state.seen.add(state.focused().element);
  (globalThis as unknown as { gantryStops: Stops }).gantryStops = state;
  return state.stops().length + 2; // what scrolls may be a stop, too, and so is the browser itself
}

function note(): void {
  const state = (globalThis as unknown as { gantryStops: Stops }).gantryStops;
  const { element, isIn } = state.focused();
  state.seen.add(element);
  state.isLeft ||= !isIn && element !== document.body; // between the last and the first it is the browser's turn
}

function result(): { missed: string[]; isLeft: boolean } {
  const { seen, stops, isLeft } = (globalThis as unknown as { gantryStops: Stops }).gantryStops;
  return { missed: stops().filter((element) => !seen.has(element)).map((element) => element.outerHTML.slice(0, 200)), isLeft };
}
