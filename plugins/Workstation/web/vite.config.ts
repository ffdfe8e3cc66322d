import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import { parts } from './build/parts.ts';
import { shared } from './build/shared.ts';

const server = process.env.GANTRY_SERVER ?? 'http://127.0.0.1:8104';

// The workstation's page: what is needed first is small, and each part is loaded when it is shown. The server is told where to put it by GANTRY_OUT.
export default defineConfig(mergeConfig(shared, {
  base: '/workstation/', // where the server has it
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@cornerstonejs/dicom-image-loader'], include: ['dicom-parser'] },
  // Examples import the package by its name, as other pages do.
  resolve: { alias: Object.entries(parts).map(([name, file]) => ({ find: new RegExp(`^@gantry/workstation/${name}$`), replacement: fileURLToPath(new URL(file, import.meta.url)) })) },
  build: { outDir: process.env.GANTRY_OUT ?? 'dist', emptyOutDir: true, rollupOptions: { input: ['index.html', 'examples.html'] } },
  server: { proxy: { '/dicom-web': server, '/admin': server, '/account': server, '/export': server, '/annotations': server, '/workstation/modules': server, '/workstation/site': server } },
}));
