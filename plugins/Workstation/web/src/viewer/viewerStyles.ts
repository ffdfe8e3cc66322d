import { css } from 'lit';

/** Where the parts of a viewer are: buttons above, series beside, images in the middle. */
export const viewerStyles = css`
  :host { display: grid; grid-template: auto minmax(0, 1fr) auto / 168px minmax(0, 1fr); min-height: 320px; height: 100%; }
  gantry-viewer-toolbar { grid-column: 1 / -1; border-bottom: 1px solid var(--_hair); }
  .side { border-right: 1px solid var(--_hair); overflow: auto; min-height: 0; }
  .side gantry-series-list { overflow: visible; }
  .grid { display: grid; gap: 1px; background: #3a444d; min-height: 0; }
  .grid[hidden] { display: none; }
  .status { grid-column: 1 / -1; padding: 2px 10px; font-size: 12px; color: var(--_quiet); }
  @media (width < 640px) {
    :host { grid-template-columns: 84px minmax(0, 1fr); }
  }
`;
