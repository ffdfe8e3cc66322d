'use strict';
// An SCP of everything: takes reports of storage commitment, keeps what N-CREATE makes, takes what C-STORE brings, and verifies the user identity joe/secret. Prints a line of JSON for each request.
const { Server, Scp, Dataset, responses: r, constants: c, log } = require('dcmjs-dimse');

log.disableAll();
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const instances = new Map();

class Everything extends Scp {
  associationRequested(association) {
    this.association = association;
    if (association.getNegotiateUserIdentity()) {
      if (association.getUserIdentityPrimaryField() !== 'joe' || association.getUserIdentitySecondaryField() !== 'secret') {
        this.sendAssociationReject(c.RejectResult.Permanent, c.RejectSource.ServiceUser, c.RejectReason.NoReasonGiven);
        return;
      }
      association.setUserIdentityServerResponse('');
      association.setNegotiateUserIdentityServerResponse(true);
    }
    for (const { id } of association.getPresentationContexts()) {
      const context = association.getPresentationContext(id);
      context.setResult(c.PresentationContextResult.Accept, context.getTransferSyntaxUids()[0]);
    }
    this.sendAssociationAccept();
  }

  answer(response, request, callback, dataset) {
    const known = instances.has(request.getRequestedSopInstanceUid() || request.getAffectedSopInstanceUid());
    const answer = response.fromRequest(request);
    answer.setStatus(known ? c.Status.Success : c.Status.NoSuchObjectInstance);
    if (known && dataset) {
      answer.setDataset(new Dataset(dataset()));
    }
    say({ status: answer.getStatus(), dataset: request.hasDataset() ? request.getDataset().getElements() : null });
    callback(answer);
  }

  cEchoRequest(request, callback) {
    const response = r.CEchoResponse.fromRequest(request);
    response.setStatus(c.Status.Success);
    callback(response);
  }

  cStoreRequest(request, callback) {
    const response = r.CStoreResponse.fromRequest(request);
    response.setStatus(c.Status.Success);
    say({ service: 'C-STORE', instance: request.getAffectedSopInstanceUid(), patient: request.getDataset().getElement('PatientID') });
    callback(response);
  }

  nCreateRequest(request, callback) {
    instances.set(request.getAffectedSopInstanceUid(), request.hasDataset() ? request.getDataset().getElements() : {});
    this.answer(r.NCreateResponse, request, callback);
  }

  nSetRequest(request, callback) {
    const uid = request.getRequestedSopInstanceUid();
    if (instances.has(uid)) {
      instances.set(uid, { ...instances.get(uid), ...request.getDataset().getElements() });
    }
    this.answer(r.NSetResponse, request, callback);
  }

  nGetRequest(request, callback) {
    this.answer(r.NGetResponse, request, callback, () => instances.get(request.getRequestedSopInstanceUid()));
  }

  nActionRequest(request, callback) {
    this.answer(r.NActionResponse, request, callback);
  }

  nEventReportRequest(request, callback) {
    if (request.getAffectedSopClassUid() === '1.2.840.10008.1.20.1') {
      const response = r.NEventReportResponse.fromRequest(request);
      response.setStatus(c.Status.Success);
      say({ event: request.getEventTypeId(), dataset: request.getDataset().getElements() });
      callback(response);
      return;
    }
    this.answer(r.NEventReportResponse, request, callback);
  }

  nDeleteRequest(request, callback) {
    this.answer(r.NDeleteResponse, request, callback);
    instances.delete(request.getRequestedSopInstanceUid());
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }
}

const server = new Server(Everything);
server.on('networkError', (error) => say({ error: String(error && error.message || error) }));
server.listen(Number(process.argv[2]));
