import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Command } from '../viewer/commands.js';

const filled = 'fill:currentColor;stroke:none';

// Lines in a square of 24, drawn 1.6 wide.
const drawings: Partial<Record<Command | 'pause', SVGTemplateResult>> = {
  'tool.window': svg`<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" style=${filled}/>`,
  'tool.pan': svg`<path d="M12 3v18M3 12h18M9.5 5.5 12 3l2.5 2.5M9.5 18.5 12 21l2.5-2.5M5.5 9.5 3 12l2.5 2.5M18.5 9.5 21 12l-2.5 2.5"/>`,
  'tool.zoom': svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5M10.5 7.8v5.4M7.8 10.5h5.4"/>`,
  'tool.scroll': svg`<path d="M7 4h10M5 20h14M12 7v10M9.5 9.5 12 7l2.5 2.5M9.5 14.5 12 17l2.5-2.5"/>`,
  'tool.magnify': svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`,
  'tool.length': svg`<path d="M4.5 19.5 19.5 4.5M2.8 17.8l3.4 3.4M17.8 2.8l3.4 3.4M9 12.5l1.6 1.6M12.5 9l1.6 1.6"/>`,
  'tool.angle': svg`<path d="M20 19H4L16 5M11 19a7.5 7.5 0 0 0-2.2-5.5"/>`,
  'tool.cobb': svg`<path d="M3 5l13 3M3 19l13-4M18.5 8.5v6M17 10l1.5-1.5L20 10M17 13l1.5 1.5L20 13"/>`,
  'tool.bidirectional': svg`<path d="M4 18 18 4M8 7l9 9M3 17l2 2M17 3l2 2M7 8l2-2M16 17l2-2"/>`,
  'tool.ellipse': svg`<ellipse cx="12" cy="12" rx="9" ry="6.5"/>`,
  'tool.rectangle': svg`<rect x="3.5" y="5.5" width="17" height="13" rx="1"/>`,
  'tool.freehand': svg`<path d="M12 4c5 0 8.5 3 8.5 6.5S17 15 17 17s-2 3-5 3-8.5-3-8.5-8S7 4 12 4z" stroke-dasharray="3 2"/>`,
  'tool.probe': svg`<circle cx="12" cy="12" r="6"/><path d="M12 2v6M12 16v6M2 12h6M16 12h6"/>`,
  'tool.arrow': svg`<path d="M20 20 5 5M5 12V5h7"/>`,
  'invert': svg`<rect x="4" y="4" width="16" height="16" rx="2"/><path d="M20 4v16H4z" style=${filled}/>`,
  'rotate.right': svg`<path d="M19 12a7 7 0 1 1-2.3-5.200L19 9M19 4v5h-5"/>`,
  'flip.horizontal': svg`<path d="M12 3v18" stroke-dasharray="2 2"/><path d="M9 7v10H3zM15 7v10h6z"/>`,
  'flip.vertical': svg`<path d="M3 12h18" stroke-dasharray="2 2"/><path d="M7 9h10V3zM7 15h10v6z"/>`,
  'zoom.fit': svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,
  'reset': svg`<path d="M5 12a7 7 0 1 0 2.3-5.200L5 9M5 4v5h5M12 9v3.500l2.5 1.5"/>`,
  'keyImage.toggle': svg`<path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1.1 5.9-5.3-2.9-5.3 2.9 1.1-5.900L3.5 9.700l5.9-.8z"/>`,
  'keyImage.save': svg`<path d="M5 3.500h11l3 3V20.500H5zM8 3.500v5h7v-5"/><path d="m12 11 1.300 2.700 3 .4-2.200 2 .6 2.900-2.700-1.500-2.700 1.500.6-2.900-2.200-2 3-.4z"/>`,
  'undo': svg`<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3"/>`,
  'redo': svg`<path d="m16 5 4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h3"/>`,
  'annotation.delete': svg`<path d="M4 6.500h16M9 6.500V4h6v2.500M6 6.500l1 13.500h10l1-13.500M10 10.500v6M14 10.500v6"/>`,
  'tags.show': svg`<path d="M4 6h3M10 6h10M4 12h3M10 12h10M4 18h3M10 18h10"/>`,
  'keys.show': svg`<rect x="2.5" y="6" width="19" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M7 14h10"/>`,
  'fullscreen.toggle': svg`<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>`,
  'overlay.toggle': svg`<path d="M5 6.500V5h14v1.500M12 5v14M9.5 19h5"/>`,
  'cine.toggle': svg`<path d="M7 4.500v15l12-7.500z" style=${filled}/>`,
  'pause': svg`<path d="M7 5h3.500v14H7zM13.5 5H17v14h-3.500z" style=${filled}/>`,
  'cine.slower': svg`<path d="M6 12h12"/>`,
  'cine.faster': svg`<path d="M6 12h12M12 6v12"/>`,
  'link.toggle': svg`<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1.7 1.700M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700l1.7-1.7"/>`,
  'referenceLines.toggle': svg`<rect x="3.5" y="3.5" width="17" height="17" rx="1.5"/><path d="M3.5 16.5 20.5 7.5" stroke-dasharray="3 2"/>`,
  'mpr.toggle': svg`<path d="M12 3 4 7.5v9l8 4.500 8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9"/>`,
};

/** The sign of a command, as large as the text around it needs; nothing for a command that has none. */
export const icon = (name: Command | 'pause'): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${drawings[name]}</svg>`;
