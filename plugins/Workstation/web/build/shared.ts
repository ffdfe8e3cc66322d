import { fileURLToPath } from 'node:url';
import type { Plugin, UserConfig } from 'vite';
import { dictionary } from './dictionaryPlugin.ts';
import { pageHead } from './pageHead.ts';

const path = (from: string): string => fileURLToPath(new URL(from, import.meta.url));

/** The table that the dictionaries of the server and of the workstation are made of. */
export const dictionaryTable = path('../../../../tools/DictionaryGenerator/Tables/dictionary.csv');

/** The browser of the tests. */
export const chromium = process.env.GANTRY_CHROMIUM ?? '/usr/bin/chromium';

/** JPEG XL is a megabyte of decoder inside the one file of a disc, on which no image has it: such an image says there that it cannot be shown. */
export const withoutJpegXl: Plugin = {
  name: 'gantry-without-jpeg-xl',
  enforce: 'pre',
  load: (id) => (/\/decoders\/decodeJPEGXL\.js/.test(id) ? `${unsupported} export const initialize = fail; export default fail;` : undefined),
};

/** A disc decodes in its worker alone: the loader would put all decoders into the page a second time, and ask for a worker of its own. */
export const decodersInWorkerOnly: Plugin = {
  name: 'gantry-decoders-in-worker-only',
  enforce: 'pre',
  load: (id) => notInPage.find(([file]) => id.endsWith(`/dicom-image-loader/dist/esm/${file}`))?.[1],
};

const notInPage = [
  ['init.js', 'export default () => { throw new Error("A disc begins its decoder otherwise."); };'],
  ['decodeImageFrameWorker.js', 'export const decodeImageFrame = undefined, postProcessDecodedPixels = undefined;'],
  ['shared/decoders/index.js', 'export const initializers = {}, decoders = {};'],
] as const;

const unsupported = 'const fail = () => Promise.reject(new Error("JPEG XL is not supported on a disc."));';

/** What both pages are built with. */
export const shared: UserConfig = {
  base: './', // from a disc, and below any path
  plugins: [dictionary(dictionaryTable), pageHead],
  resolve: {
    alias: [
      { find: /^(fs|path)$/, replacement: path('./none.ts') },
      { find: 'xmlbuilder2', replacement: path('../src/vite/noXml.ts') },
      { find: /^gantry-decoder-worker/, replacement: path('../node_modules/@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js') },
    ],
  },
  build: { target: 'es2022', cssTarget: ['chrome123', 'firefox120', 'safari17.5'], sourcemap: false, chunkSizeWarningLimit: 8_000 },
};
