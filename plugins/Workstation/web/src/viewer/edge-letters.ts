import { css, html, nothing, type TemplateResult } from 'lit';
import type { Edges } from './orientation.js';

const sides = ['left', 'right', 'top', 'bottom'] as const;

/** How letters at the edges of a view look; they belong to whatever is positioned around them. */
export const edgeStyles = css`
  .edge { position: absolute; padding: 3px 6px; pointer-events: none; font-size: 14px; font-weight: 600; line-height: 1; text-shadow: 0 0 3px #000, 0 0 2px #000; }
  .edge[data-side='left'] { left: 0; top: 50%; transform: translateY(-50%); }
  .edge[data-side='right'] { right: 0; top: 50%; transform: translateY(-50%); }
  .edge[data-side='top'] { top: 0; left: 50%; transform: translateX(-50%); }
  .edge[data-side='bottom'] { bottom: 0; left: 50%; transform: translateX(-50%); }
`;

/** The letters that say which side of the patient is at each edge of a view; nothing where it is not known. */
export const edgeLetters = (edges: Edges | undefined): (TemplateResult | typeof nothing)[] =>
  sides.map((side) => (edges === undefined || edges[side] === '' ? nothing : html`<div class="edge" data-side=${side}>${edges[side]}</div>`));
