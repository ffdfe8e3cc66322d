import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import { decodersInWorkerOnly, shared, withoutJpegXl } from './build/shared.ts';

const out = process.env.GANTRY_OUT ?? 'dist-disc';

/** Puts the script into the page: nothing from `file://` may load a module, and one that is inside the page may run. */
const singleFile: Plugin = {
  name: 'gantry-single-file',
  async writeBundle(options, bundle) {
    const folder = options.dir ?? out;
    const scripts = Object.values(bundle).filter((each) => each.type === 'chunk');
    const page = Object.values(bundle).find((each) => each.fileName.endsWith('.html'));
    if (scripts.length !== 1 || scripts[0] === undefined || page === undefined) {
      throw new Error(`A disc needs one page with one script; there are ${scripts.length} scripts.`);
    }

    const [script] = scripts;
    const html = await readFile(join(folder, page.fileName), 'utf8');
    const inline = `<script type="module">${script.code.replaceAll('</script', '<\\/script')}</script>`;
    const whole = html.replace(/<link rel="modulepreload"[^>]*>/g, '').replace(/<script type="module"[^>]*><\/script>/, '').replace('</body>', () => `${inline}</body>`);
    await writeFile(join(folder, 'INDEX.HTM'), whole);
    await Promise.all(Object.keys(bundle).map((name) => rm(join(folder, name))));
    await rm(join(folder, 'assets'), { recursive: true, force: true });
  },
};

// The page of a disc: one file, with the decoders inside.
export default defineConfig(mergeConfig(shared, {
  plugins: [withoutJpegXl, decodersInWorkerOnly, singleFile],
  resolve: { alias: [{ find: /^\.\/decoder\.js$/, replacement: fileURLToPath(new URL('./src/disc/decoder.ts', import.meta.url)) }] },
  worker: { format: 'iife', plugins: () => [withoutJpegXl] },
  build: {
    outDir: out, emptyOutDir: true, assetsInlineLimit: 100_000_000, modulePreload: false, cssCodeSplit: false,
    rollupOptions: { input: 'disc.html', output: { codeSplitting: false } },
  },
}));
