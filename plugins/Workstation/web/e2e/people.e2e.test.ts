import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faults, picture, until, watch } from './page.ts';
import { Server } from './server.ts';
import { lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

describe.skipIf(lacking !== undefined)('who may do what, and who has done what, on a real server', () => {
  let other: Server;
  const at = workplace({
    colorScheme: 'light',
    fill: async () => { other = await Server.start(['AETitle', 'OTHER']); },
    clear: async () => other?.stop(),
  });

  it('is an AE that is added, asked whether it is there, and removed', async () => {
    const { page, server } = at;
    const { dicomEndpoint } = (await (await other.ask('/admin/status')).json()) as { dicomEndpoint: string };
    await page.getByRole('link', { name: 'Configuration' }).click();
    await page.getByRole('button', { name: 'AE titles' }).click();
    await page.getByText('No AE title is known.').waitFor();
    await page.getByRole('button', { name: 'Add AE title' }).click();
    await page.getByLabel('AE title', { exact: true }).fill('OTHER');
    await page.getByLabel('Host').fill('127.0.0.1');
    await page.getByLabel('Port').fill('none');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A port is a number from 1 to 65535.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('Port').fill(dicomEndpoint.split(':').at(-1) ?? '');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Echo OTHER' }).click();
    await page.getByText(/^OTHER answered .* after \d+ ms\.$/).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, 'nodes');
    await server.ask('/admin/nodes/OTHER/studies'); // a query, for the log
  });

  it('is a user with a role of few rights, who chooses a password and sees what that is for', async () => {
    const { page, browser, server, problems } = at;
    await page.getByRole('button', { name: 'Users' }).click();
    await page.getByRole('button', { name: 'Add role' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Reader');
    await page.getByLabel('instances.search').check();
    await page.getByLabel('instances.retrieve').check();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /^Reader .*instances\.search/ }).waitFor();
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByLabel('Name', { exact: true }).fill('berta');
    await page.getByLabel('New password').fill('seven red boats');
    await page.getByRole('checkbox', { name: /^Reader/ }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /^berta .*Has to change the password/ }).waitFor();
    await picture(page, 'users');

    const hers = await (await browser.newContext()).newPage();
    watch(hers, problems);
    await hers.goto(server.url);
    const signIn = async (): Promise<void> => hers.getByRole('button', { name: 'Sign in', exact: true }).click();
    await hers.getByLabel('Name').fill('berta');
    await hers.getByLabel('Password', { exact: true }).fill('seven red boats');
    await signIn();
    await hers.getByLabel('New password').fill('eight blue boats');
    await signIn();
    await hers.getByRole('link', { name: 'Studies' }).waitFor();
    expect(await hers.getByRole('navigation').getByRole('link').allTextContents().then((names) => names.map((name) => name.trim()))).not.toContain('Configuration');
    expect(await faults(hers)).toEqual([]);
    await hers.context().close();
    await page.getByRole('row', { name: /^berta .*May log in/ }).waitFor();
  });

  it('is told by the log: found by its filters, shown with its data set, and exported', async () => {
    const { page } = at;
    await page.getByRole('link', { name: 'Log' }).click();
    await page.getByRole('button', { name: 'Transactions' }).click();
    await page.getByLabel('AE title').fill('OTHER');
    await page.getByLabel('AE title').press('Tab');
    await page.getByLabel('Kind').selectOption('Operation');
    await page.getByLabel('Command').fill('C-FIND');
    await page.getByLabel('Command').press('Tab');
    const found = page.getByRole('row', { name: /OTHER .*C-FIND/ });
    await found.first().waitFor();
    await until(async () => (await page.getByRole('row', { name: /C-ECHO/ }).count()) === 0);
    expect(await faults(page)).toEqual([]);
    await found.first().getByRole('button', { name: /^Record \d+$/ }).click();
    await page.getByRole('dialog').getByText('(0008,0052)').waitFor(); // Query/Retrieve Level
    expect(await faults(page)).toEqual([]);
    await picture(page, 'transaction');
    await page.getByRole('button', { name: 'Close' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
    expect(download.suggestedFilename()).toBe('transactions.jsonl');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { command: string; remoteAETitle: string });
    expect(lines.map(({ command, remoteAETitle }) => `${command} ${remoteAETitle}`)).toContain('C-FIND OTHER');
    expect(new Set(lines.map(({ command }) => command))).toEqual(new Set(['C-FIND']));
  });

  it('is told who has made users, to whoever looks', async () => {
    const { page } = at;
    await page.getByLabel('AE title').fill('');
    await page.getByLabel('AE title').press('Tab');
    await page.getByLabel('Command').fill('');
    await page.getByLabel('Command').press('Tab');
    await page.getByLabel('Kind').selectOption('Administration');
    await page.getByRole('row', { name: /PUT \/admin\/users\/berta/ }).first().waitFor();
  });

  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});
