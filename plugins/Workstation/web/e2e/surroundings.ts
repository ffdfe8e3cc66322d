import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as playwright, type Browser } from 'playwright';
import { chromium } from '../build/shared.ts';

const top = fileURLToPath(new URL('../../../../', import.meta.url));
const given = (path: string): string => (isAbsolute(path) ? path : join(top, path));

/** The folder of a server: what tools/build made where GANTRY_SERVER says so, else what was built beside. */
export const serverFolder = given(process.env.GANTRY_SERVER ?? 'artifacts/bin/Gantry.Host/release');

/** The corpus of real files. */
export const corpus = given(process.env.GANTRY_CORPUS ?? '../shared/corpus');

/** Why the pages cannot be tested here; undefined where they can. */
export const lacking =
  !existsSync(chromium) ? `Chromium is not at ${chromium}.`
  : !existsSync(join(serverFolder, 'gantry-host')) ? `There is no server in ${serverFolder}.`
  : !existsSync(join(serverFolder, 'plugins/gantry.workstation/wwwroot')) ? 'The server was built without the pages.'
  : !existsSync(join(corpus, 'files')) ? 'There is no corpus.'
  : undefined;

/** The folder of a plugin that the tests of the host build, of one version of it. */
export const fixture = (project: string, id: string): string => join(top, 'artifacts/fixtures', project, id);

const firefox = process.env.GANTRY_FIREFOX ?? '/usr/bin/firefox-esr';

/** The other browser of the tests, and why there is none. */
export const [otherBrowser, lacksOther] = existsSync(firefox) ? [firefox, undefined] : [undefined, `Firefox is not at ${firefox}.`];

/** Files of the corpus. */
export const corpusFiles = (...names: string[]): string[] => names.map((name) => join(corpus, 'files', name));

/** The browser of the tests. */
export const launch = (): Promise<Browser> => playwright.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
