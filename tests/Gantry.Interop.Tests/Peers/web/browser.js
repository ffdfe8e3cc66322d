'use strict';
// Chromium without a window. What a page complains of goes to the standard error.
const { chromium } = require('playwright-core');

/** Opens a page, does something with it, and ends the browser. */
exports.withPage = async (executablePath, work) => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => process.stderr.write(`${error}\n`));
    page.on('console', (message) => message.type() === 'error' && process.stderr.write(`${message.text()}\n`));
    return await work(page);
  } finally {
    await browser.close();
  }
};
