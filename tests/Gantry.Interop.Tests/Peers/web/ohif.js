'use strict';
// OHIF as it is built, on a DICOMweb root: {url, token, chromium, description, study, screenshots}. It shows the list of studies, opens the one that is named, and prints a
// line of JSON: what the list says, how many thumbnails there are, the grey values of the image on the canvas from left to right, and what it asked the server for.
const path = require('path');
const { start } = require('./site.js');
const { withPage } = require('./browser.js');

const plan = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const configuration = (root) => ({
  name: 'gantry',
  routerBasename: null,
  extensions: [],
  modes: [],
  customizationService: {},
  showStudyList: true,
  showCPUFallbackMessage: false,
  showLoadingIndicator: true,
  maxNumberOfWebWorkers: 1,
  useSharedArrayBuffer: 'FALSE',
  defaultDataSourceName: 'dicomweb',
  dataSources: [{
    namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
    sourceName: 'dicomweb',
    configuration: {
      friendlyName: 'Gantry',
      name: 'gantry',
      wadoUriRoot: `${root}/wado`,
      qidoRoot: root,
      wadoRoot: root,
      qidoSupportsIncludeField: true,
      supportsFuzzyMatching: true,
      supportsWildcard: true,
      imageRendering: 'wadors',
      thumbnailRendering: 'wadors',
      enableStudyLazyLoad: true,
      bulkDataURI: { enabled: true },
    },
  }],
});

// What the eye sees: a row of dots through the middle of the image.
const readCanvas = () => {
  const canvas = [...document.querySelectorAll('canvas')].sort((a, b) => b.width * b.height - a.width * a.height)[0];
  if (!canvas || canvas.width < 200) {
    return null;
  }
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const side = Math.min(canvas.width, canvas.height);
  const left = (canvas.width - side) / 2;
  return [1, 3, 5, 7].map((eighth) => context.getImageData(left + side * eighth / 8, canvas.height / 2, 1, 1).data[0]);
};

(async () => {
  const texts = {};
  const site = await start(path.join(__dirname, 'node_modules/@ohif/app/dist'), texts, plan);
  texts['/app-config.js'] = `window.config = ${JSON.stringify(configuration(`${site.url}/dicom-web`))};`;
  await withPage(plan.chromium, async (page) => {
    await page.goto(site.url);
    const row = page.getByText(plan.description, { exact: true });
    await row.waitFor({ timeout: 60000 });
    const list = await page.locator('body').innerText();
    await page.screenshot({ path: path.join(plan.screenshots, 'ohif-list.png') });

    await page.goto(`${site.url}/viewer?StudyInstanceUIDs=${plan.study}`);
    let greys = null;
    for (const end = Date.now() + 90000; Date.now() < end && !(greys && Math.max(...greys) > 40);) {
      await page.waitForTimeout(500);
      greys = await page.evaluate(readCanvas);
    }
    const thumbnails = await page.locator('[data-cy="study-browser-thumbnail"]').count();
    await page.screenshot({ path: path.join(plan.screenshots, 'ohif-viewer.png') });
    process.stdout.write(JSON.stringify({ list, thumbnails, greys, log: site.log }) + '\n');
  });
  site.close();
})();
