/** The modules of the package, by the names that other pages import them by, and where they are made of. */
export const parts: Readonly<Record<string, string>> = {
  viewer: 'src/viewer/gantry-viewer.ts', search: 'src/search/gantry-search.ts', services: 'src/services/gantry-services.ts', log: 'src/log/gantry-log.ts',
  config: 'src/config/gantry-config.ts', users: 'src/config/gantry-users.ts', transfers: 'src/transfers/gantry-transfers.ts', media: 'src/media/gantry-media.ts',
  statistics: 'src/statistics/gantry-statistics.ts', send: 'src/actions/gantry-send.ts', export: 'src/actions/gantry-export.ts', 'order-media': 'src/actions/gantry-order-media.ts',
  retrieve: 'src/actions/gantry-retrieve.ts', delete: 'src/actions/gantry-delete.ts',
  import: 'src/import/gantry-import.ts', vite: 'src/vite/pagePlugin.ts', 'no-xml': 'src/vite/noXml.ts', 'sign-in': 'src/account/gantry-sign-in.ts', messages: 'src/ui/messages.ts',
  sources: 'src/sources/index.ts',
};
