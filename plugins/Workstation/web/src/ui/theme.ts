import { css } from 'lit';

/**
 * What all elements look like. A page sets the custom properties to make them its own; `color-scheme` says whether it is dark or light, and without it they are as
 * the person's system is.
 */
export const theme = css`
  :host {
    --_text: var(--gantry-text, light-dark(#1a232b, #dfe5ea));
    --_quiet: var(--gantry-quiet, light-dark(#51606d, #9aa8b4));
    --_surface: var(--gantry-surface, light-dark(#ffffff, #12171c));
    --_raised: var(--gantry-raised, light-dark(#f1f4f6, #1a2128));
    --_line: var(--gantry-line, light-dark(#7d8b97, #6b7a88));
    --_hair: color-mix(in srgb, var(--_line) 38%, transparent);
    --_accent: var(--gantry-accent, light-dark(#0b5cad, #6db3f8));
    --_onAccent: var(--gantry-on-accent, light-dark(#ffffff, #06121d));
    --_danger: var(--gantry-danger, light-dark(#a3231a, #ff9c92));
    --_good: var(--gantry-good, light-dark(#17663a, #7fd6a1));
    color: var(--_text);
    background: var(--_surface);
    font: 13px/1.4 var(--gantry-font, 'Inter', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif);
    display: block;
  }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  button, input, select, textarea {
    font: inherit; color: inherit; background: var(--_raised); border: 1px solid var(--_line); border-radius: 5px; padding: 3px 9px; min-height: 28px;
  }
  input[type='checkbox'], input[type='radio'] { min-height: 0; accent-color: var(--_accent); }
  button { cursor: pointer; }
  button:hover:not(:disabled) { background: color-mix(in srgb, var(--_accent) 14%, var(--_raised)); }
  button[aria-pressed='true'] { background: color-mix(in srgb, var(--_accent) 13%, var(--_raised)); color: var(--_accent); border-color: color-mix(in srgb, var(--_accent) 60%, transparent); }
  button.primary, button.primary:hover:not(:disabled) { background: var(--_accent); color: var(--_onAccent); border-color: var(--_accent); }
  button.danger { color: var(--_danger); }
  button:disabled { opacity: 0.55; cursor: default; }
  :focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: 4px 8px; border-bottom: 1px solid var(--_hair); vertical-align: top; }
  h2 { font-size: 15px; margin: 18px 0 6px; }
  h3 { font-size: 14px; margin: 0 0 6px; }
  th { color: var(--_quiet); font-weight: 600; }
  thead th { font-size: 12px; position: sticky; top: 0; background: var(--_surface); }
  dialog { color: inherit; background: var(--_surface); border: 1px solid var(--_hair); border-radius: 10px; box-shadow: 0 12px 40px rgb(0 0 0 / 35%); padding: 16px; max-width: min(900px, 92vw); max-height: 88vh; overflow: auto; }
  dialog::backdrop { background: rgb(0 0 0 / 50%); }
  .problem { color: var(--_danger); }
  .quiet { color: var(--_quiet); }
  .good { color: var(--_good); }
  .row { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
  .number { text-align: right; font-variant-numeric: tabular-nums; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
