'use strict';
// dicomweb-client in a browser, its own place. It does what its argument tells, {url, token, chromium, calls: [{name, options}]}, and prints a line of JSON for each
// call: {name, value} or {name, error, status}. Bytes are in base64, in options.datasets and in values.
const path = require('path');
const { start } = require('./site.js');
const { withPage } = require('./browser.js');

const plan = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const page = '<!doctype html><title>client</title><script src="/dicomweb-client.js"></script>';

async function perform(call) {
  const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
  const show = (value) => {
    if (value instanceof ArrayBuffer) {
      let text = '';
      new Uint8Array(value).forEach((byte) => { text += String.fromCharCode(byte); });
      return { bytes: btoa(text) };
    }
    return Array.isArray(value) ? value.map(show) : value;
  };
  const api = new window.DICOMwebClient.api.DICOMwebClient({ url: `${location.origin}/dicom-web`, singlepart: '' });
  const options = { ...call.options };
  if (options.datasets) {
    options.datasets = options.datasets.map(bytesOf);
  }
  if (options.path) {
    options.BulkDataURI = location.origin + options.path;
  }
  try {
    return { name: call.name, value: show(await api[call.name](options)) };
  } catch (error) {
    return { name: call.name, error: String(error.message || error), status: error.status };
  }
}

(async () => {
  const site = await start(path.join(__dirname, 'node_modules/dicomweb-client/build'), { '/': page }, plan);
  await withPage(plan.chromium, async (tab) => {
    await tab.goto(site.url);
    for (const call of plan.calls) {
      process.stdout.write(JSON.stringify(await tab.evaluate(perform, call)) + '\n');
    }
  });
  site.close();
})();
