import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright';
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

/** The browser of the tests; with a GPU, that one is calculated. */
export const launch = (hasGpu = false): Promise<Browser> => playwright.launch({
  executablePath: chromium, args: ['--no-sandbox', '--disable-quic', ...(hasGpu ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] : ['--disable-gpu'])],
});

/** Has pages take the GPU that is calculated for one that is not: they would do without it. What they have it draw is counted. */
export const hideThatItIsCalculated = (context: BrowserContext): Promise<unknown> => context.addInitScript(() => {
  const unmaskedRenderer = 0x9246; // of WEBGL_debug_renderer_info
  const { prototype } = WebGL2RenderingContext;
  const { getParameter, drawArrays, drawElements } = prototype;
  const counts = globalThis as unknown as { gpuDraws: number };
  counts.gpuDraws = 0;
  prototype.getParameter = function (this: WebGL2RenderingContext, name: number): unknown {
    return name === unmaskedRenderer ? 'A GPU of the tests' : getParameter.call(this, name);
  };
  prototype.drawArrays = function (this: WebGL2RenderingContext, ...values: Parameters<typeof drawArrays>): void {
    counts.gpuDraws++;
    drawArrays.apply(this, values);
  };
  prototype.drawElements = function (this: WebGL2RenderingContext, ...values: Parameters<typeof drawElements>): void {
    counts.gpuDraws++;
    drawElements.apply(this, values);
  };
});

/** How often the page has had such a GPU draw something; 0 where it has none. */
export const gpuDraws = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { gpuDraws?: number }).gpuDraws ?? 0);
