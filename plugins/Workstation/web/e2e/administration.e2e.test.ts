import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Pdu, Peer } from './association.ts';
import { faults, picture, until } from './page.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

interface Listeners { listeners: { name: string; state: string; port: number }[] }

describe.skipIf(lacking !== undefined)('what an administrator does, on a real server', () => {
  const at = workplace({ colorScheme: 'dark', settings: [['Listeners:second:Port', '0'], ['Listeners:second:AETitles', 'OTHER'], ['Access:Policy', 'Known']] });
  const second = async (): Promise<Listeners['listeners'][number] | undefined> =>
    ((await (await at.server.ask('/admin/listeners')).json()) as Listeners).listeners.find(({ name }) => name === 'second');

  it('is to pause, stop and start a port', async () => {
    const { page } = at;
    await page.getByRole('link', { name: 'Services' }).click();
    const row = page.getByRole('row', { name: /^second/ });
    await row.getByRole('cell', { name: 'OTHER' }).waitFor();
    const port = (await second())?.port ?? 0;
    expect(await isOpen(port)).toBe(true);
    await page.getByRole('button', { name: 'Pause second' }).click();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'listener-pause');
    await page.getByRole('button', { name: 'Do it' }).click();
    await row.getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Stop second' }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await row.getByText('Stopped').waitFor();
    await until(async () => !(await isOpen(port)));
    await row.scrollIntoViewIfNeeded();
    await picture(page, 'listeners');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start second' }).click();
    await row.getByText('Serves').waitFor();
    expect([await isOpen(port), (await second())?.state]).toEqual([true, 'serving']);
  });

  it('is to pause a plugin, which is told by what it answers, and to resume it', async () => {
    const { page, server } = at;
    await page.getByRole('link', { name: 'Services' }).click();
    const row = page.getByRole('row', { name: /^gantry\.dicomweb/ });
    await row.getByRole('button', { name: 'Pause' }).click();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'plugin-pause');
    await page.getByRole('button', { name: 'Do it' }).click();
    await row.getByText('Its operations are refused until an administrator resumes it.').waitFor();
    await expect(server.ask('/dicom-web/studies')).rejects.toThrow(/503 [\s\S]*gantry\.dicomweb is paused by an administrator\./);
    await row.scrollIntoViewIfNeeded();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'plugin-paused');
    await row.getByRole('button', { name: 'Resume' }).click();
    await row.getByText('Serving').waitFor();
    await server.ask('/dicom-web/studies');
  });

  it('is to let in whom was refused, and to end an association', async () => {
    const { page, server } = at;
    const { dicomEndpoint } = (await (await server.ask('/admin/status')).json()) as { dicomEndpoint: string };
    const call = (): Promise<Peer> => Peer.call(Number(dicomEndpoint.split(':').at(-1)), 'STRANGER', 'GANTRY');
    const refused = await call();
    expect(await refused.next()).toBe(Pdu.reject);
    await page.getByRole('link', { name: 'Configuration' }).click();
    await page.getByRole('button', { name: 'Refused callers' }).click();
    const refusal = page.getByRole('row', { name: /^STRANGER .*STRANGER is not known here\./ });
    await refusal.waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'refused');
    await refusal.getByRole('button', { name: 'Allow STRANGER' }).click();
    await refusal.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'AE titles' }).click();
    await page.getByRole('row', { name: /^STRANGER .*127\.0\.0\.1/ }).waitFor();
    const peer = await call();
    expect(await peer.next()).toBe(Pdu.accept);
    await page.getByRole('link', { name: 'Services' }).click();
    const association = page.getByRole('row', { name: /^STRANGER GANTRY/ });
    await association.waitFor();
    await association.scrollIntoViewIfNeeded();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'association');
    page.once('dialog', (dialog) => void dialog.dismiss());
    await association.getByRole('button', { name: 'Abort STRANGER' }).click();
    await association.waitFor(); // it goes on where one thinks better of it
    page.once('dialog', (dialog) => void dialog.accept());
    await association.getByRole('button', { name: 'Abort STRANGER' }).click();
    expect(await peer.next()).toBe(Pdu.abort);
    peer.close(); // as PS3.8 has it (AA-3): the server would else wait for it until ARTIM expires
    await association.waitFor({ state: 'detached' });
    refused.close();
  });

  it('is to look at the database, and to try another', async () => {
    const { page } = at;
    await page.getByRole('link', { name: 'Configuration' }).click();
    await page.getByRole('button', { name: 'Database', exact: true }).click();
    await page.getByText('gantry.sqlite/catalog.db').waitFor();
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText('It answers, and is sound.').waitFor();
    await page.locator('gantry-settings-form .setting').first().waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'database');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.locator('gantry-databases select[name=to]').selectOption('gantry.postgresql');
    await page.getByRole('button', { name: 'Move' }).click();
    await page.getByRole('alert').getByText('ConnectionString must be set').waitFor();
    await page.getByLabel('ConnectionString').waitFor(); // so that a person can
    expect(await faults(page)).toEqual([]);
    await picture(page, 'database-refused');
    await page.getByLabel('ConnectionString').fill('Host=127.0.0.1;Port=1;Database=gantry;Username=gantry;Password=unseen');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByRole('alert').getByText('The database gantry on 127.0.0.1:1 cannot be reached').waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'database-tested');
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

const isOpen = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});
