import type { Plugin } from 'vite';

const icon = `data:image/svg+xml,${encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#155a9c'/><circle cx='16' cy='16' r='9' fill='none' stroke='white' stroke-width='3'/><path d='M16 16h9' stroke='white' stroke-width='3'/></svg>")}`;

// The first thousand bytes have to say the encoding.
const head = `<meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <link rel="icon" href="${icon}">
    <style>
      html { color-scheme: light dark; }
      body { margin: 0; }
    </style>`;

/** Gives each page what all have in their heads. */
export const pageHead: Plugin = {
  name: 'gantry-page-head',
  transformIndexHtml: { order: 'pre', handler: (html) => withHead(html) },
};

/** A page with that in its head. */
export function withHead(html: string): string {
  if (!html.includes('<head>')) {
    throw new Error('A page needs a head.');
  }

  return html.replace('<head>', () => `<head>\n    ${head}`);
}
