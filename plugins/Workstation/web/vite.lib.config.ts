import { defineConfig, mergeConfig } from 'vite';
import { parts } from './build/parts.ts';
import { shared } from './build/shared.ts';

// The package for other pages: a module for each element. Lit and the viewer's libraries stay outside, so that a page has one of each.
export default defineConfig(mergeConfig(shared, {
  build: {
    outDir: 'dist/lib',
    lib: {
      formats: ['es'],
      entry: parts,
    },
    rollupOptions: { external: [/^lit/, /^@cornerstonejs\//, 'dicom-parser'] },
  },
}));
