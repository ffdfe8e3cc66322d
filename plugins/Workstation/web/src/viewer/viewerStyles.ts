import { css } from 'lit';

/** Where the parts of a viewer are: buttons above, series beside, images in the middle. */
export const viewerStyles = css`
  :host { display: grid; grid-template: auto minmax(0, 1fr) auto / 150px minmax(0, 1fr); min-height: 320px; height: 100%; }
  gantry-viewer-toolbar { grid-column: 1 / -1; border-bottom: 1px solid var(--_line); }
  gantry-series-list { border-right: 1px solid var(--_line); }
  .grid { display: grid; gap: 2px; background: var(--_line); min-height: 0; }
  .status { grid-column: 1 / -1; min-height: 24px; padding: 2px 8px; }
  @media (width < 640px) {
    :host { grid-template-columns: 84px minmax(0, 1fr); }
  }
`;
