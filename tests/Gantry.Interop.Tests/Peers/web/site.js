'use strict';
// A web site on a free port of loopback: the files of a folder, some that are given as text, and below /dicom-web the server that is tested, which is shown a token.
const fs = require('fs');
const http = require('http');
const path = require('path');

const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };

// As a reverse proxy does it: the host that the browser asked for stays, so URLs in the answers lead here.
function forward(request, response, plan, log) {
  const { host, port } = new URL(plan.url);
  const headers = { ...request.headers, authorization: `Bearer ${plan.token}` };
  const onward = http.request({ host: host.split(':')[0], port, method: request.method, path: request.url, headers }, (answer) => {
    log.push({ method: request.method, path: request.url, accept: request.headers.accept, status: answer.statusCode });
    response.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on('error', (error) => response.destroy(error));
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

// A path that is no file is the application's own.
function sendFile(response, folder, name) {
  const inside = path.join(folder, path.normalize(name));
  const file = inside.startsWith(folder + path.sep) && fs.existsSync(inside) && fs.statSync(inside).isFile() ? inside : path.join(folder, 'index.html');
  if (!fs.existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[path.extname(file)] || 'application/octet-stream' });
  fs.createReadStream(file).pipe(response);
}

/** Starts it: {url, log, close}; the log has a line for each answer of the server that is tested. */
exports.start = (folder, texts, plan) => new Promise((resolve) => {
  const log = [];
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://site').pathname;
    if (name.startsWith('/dicom-web')) {
      forward(request, response, plan, log);
    } else if (texts[name] !== undefined) {
      response.writeHead(200, { 'content-type': types[path.extname(name)] || 'text/html' }).end(texts[name]);
    } else {
      sendFile(response, folder, decodeURIComponent(name));
    }
  });
  server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}`, log, close: () => server.close() }));
});
