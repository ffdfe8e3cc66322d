import { defineConfig, mergeConfig } from 'vite';
import { shared } from './build/shared.ts';

const server = process.env.GANTRY_SERVER ?? 'http://127.0.0.1:8104';

// The workstation's page: what is needed first is small, and each part is loaded when it is shown. The server is told where to put it by GANTRY_OUT.
export default defineConfig(mergeConfig(shared, {
  base: '/workstation/', // where the server has it
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@cornerstonejs/dicom-image-loader'], include: ['dicom-parser'] },
  build: { outDir: process.env.GANTRY_OUT ?? 'dist', emptyOutDir: true },
  server: { proxy: { '/dicom-web': server, '/admin': server, '/account': server, '/export': server, '/annotations': server, '/workstation/modules': server, '/workstation/site': server } },
}));
