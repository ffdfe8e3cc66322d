'use strict';
// An SCU that does what its argument tells, {port, called, asyncOps, userIdentity, linger, requests: [{service, ...}]}, and prints a line of JSON for each
// answer. It stays for linger milliseconds after the last one, and takes events meanwhile.
const { Client, Dataset, requests: r, responses, constants, log } = require('dcmjs-dimse');

log.disableAll(); // the answers alone
const plan = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const make = {
  'C-ECHO': () => new r.CEchoRequest(),
  'C-STORE': (q) => new r.CStoreRequest(q.file),
  'C-FIND': (q) => r.CFindRequest.createStudyFindRequest(q.keys),
  'N-CREATE': (q) => new r.NCreateRequest(q.sopClass, q.sopInstance),
  'N-SET': (q) => new r.NSetRequest(q.sopClass, q.sopInstance),
  'N-GET': (q) => new r.NGetRequest(q.sopClass, q.sopInstance, q.attributes || []),
  'N-ACTION': (q) => new r.NActionRequest(q.sopClass, q.sopInstance, q.type),
  'N-DELETE': (q) => new r.NDeleteRequest(q.sopClass, q.sopInstance),
  'N-EVENT-REPORT': (q) => new r.NEventReportRequest(q.sopClass, q.sopInstance, q.type),
};

const client = new Client();
plan.requests.forEach((q, index) => {
  const request = make[q.service](q);
  if (q.dataset) {
    request.setDataset(new Dataset(q.dataset));
  }
  request.on('response', (response) => say({
    index,
    service: q.service,
    status: response.getStatus(),
    dataset: response.hasDataset() ? response.getDataset().getElements() : null,
  }));
  client.addRequest(request);
});
client.on('nEventReportRequest', (request, callback) => {
  const response = responses.NEventReportResponse.fromRequest(request);
  response.setStatus(constants.Status.Success);
  say({ event: request.getEventTypeId(), dataset: request.getDataset().getElements() });
  callback(response);
});
client.on('associationAccepted', (association) => say({
  accepted: true,
  invoked: association.getNegotiateAsyncOps() ? association.getMaxAsyncOpsInvoked() : null,
  identity: association.getNegotiateUserIdentityServerResponse() ? association.getUserIdentityServerResponse() : null,
}));
client.on('associationRejected', (rejection) => say({ accepted: false, rejection }));
client.on('networkError', (error) => {
  say({ error: String(error && error.message || error) });
  process.exitCode = 1;
});
client.on('closed', () => process.exit());
client.send('127.0.0.1', plan.port, plan.calling || 'DCMJS', plan.called, {
  asyncOps: plan.asyncOps,
  associationLingerTimeout: plan.linger,
  userIdentity: plan.userIdentity && { ...plan.userIdentity, type: constants.UserIdentityType[plan.userIdentity.type] },
});
