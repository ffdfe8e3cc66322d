import { defineConfig, mergeConfig } from 'vite';
import { shared } from './build/shared.ts';

// The package for other pages: a module for each element. Lit and the viewer's libraries stay outside, so that a page has one of each.
export default defineConfig(mergeConfig(shared, {
  build: {
    outDir: 'dist/lib',
    lib: {
      formats: ['es'],
      entry: {
        viewer: 'src/viewer/gantry-viewer.ts', search: 'src/search/gantry-search.ts', services: 'src/services/gantry-services.ts', log: 'src/log/gantry-log.ts',
        config: 'src/config/gantry-config.ts', users: 'src/config/gantry-users.ts', transfers: 'src/transfers/gantry-transfers.ts', media: 'src/media/gantry-media.ts', statistics: 'src/statistics/gantry-statistics.ts', send: 'src/actions/gantry-send.ts',
        export: 'src/actions/gantry-export.ts', 'order-media': 'src/actions/gantry-order-media.ts', import: 'src/import/gantry-import.ts',
        vite: 'src/vite/pagePlugin.ts', 'no-xml': 'src/vite/noXml.ts', 'sign-in': 'src/account/gantry-sign-in.ts', messages: 'src/ui/messages.ts', sources: 'src/sources/index.ts',
      },
    },
    rollupOptions: { external: [/^lit/, /^@cornerstonejs\//, 'dicom-parser'] },
  },
}));
