import type { Plugin } from 'vite';

const loader = '@cornerstonejs/dicom-image-loader';
const packages = ['dicom-parser', '@cornerstonejs/core', '@cornerstonejs/metadata', '@cornerstonejs/tools', '@cornerstonejs/utils'];
const decoders = ['codec-charls/decodewasmjs', 'codec-libjpeg-turbo-8bit/decodewasmjs', 'codec-libjxl/decodewasmjs', 'codec-openjpeg/decodewasmjs', 'codec-openjph/wasmjs'];

/**
 * What a page that is built with Vite needs to show images: `plugins: [gantry()]`. vtk.js asks for a writer of XML that no browser has; the decoders are workers that find their
 * WebAssembly beside themselves, and so are not packed while a page is worked on, but what they are made of is.
 */
export const gantry = (): Plugin => ({
  name: 'gantry-workstation',
  config: () => ({
    resolve: { alias: [{ find: 'xmlbuilder2', replacement: '@gantry/workstation/no-xml' }] },
    worker: { format: 'es' },
    optimizeDeps: {
      exclude: [loader],
      include: [...packages, ...decoders.map((decoder) => `${loader} > @cornerstonejs/${decoder}`)].map((name) => `@gantry/workstation > ${name}`),
    },
  }),
});
