'use strict';
// An SCP of everything: takes reports of storage commitment, keeps what N-CREATE makes, takes what C-STORE brings, and verifies the user identity joe/secret. Prints a line of JSON for each request.
// Arguments: PORT [same|new|sameElseNew AETITLE REPORTPORT]. With more than a port it is an archive that commits to what it is asked for, but for the last of several
// instances, and reports that on the association of the request, or on a new one to GANTRY at the other port, which it tries until that answers.
const { Client, Server, Scp, Dataset, association: { PresentationContext }, requests: q, responses: r, constants: c, log } = require('dcmjs-dimse');

log.disableAll();
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const instances = new Map();
const mediaCreation = '1.2.840.10008.5.1.1.33';
const [port, route, title, reportPort] = process.argv.slice(2);
const commitment = '1.2.840.10008.1.20.1';

const reportOf = (asked) => {
  const items = [asked.ReferencedSOPSequence].flat();
  const failed = items.length > 1 ? [{ ...items[items.length - 1], FailureReason: 0x0112 }] : [];
  const report = new q.NEventReportRequest(commitment, `${commitment}.1`, failed.length > 0 ? 2 : 1);
  report.setDataset(new Dataset({
    TransactionUID: asked.TransactionUID,
    ReferencedSOPSequence: failed.length > 0 ? items.slice(0, -1) : items,
    ...(failed.length > 0 && { FailedSOPSequence: failed }),
  }));
  report.on('response', (response) => say({ reported: response.getStatus() }));
  return report;
};

const reportAnew = (asked) => {
  const client = new Client();
  client.addRequest(reportOf(asked));
  client.addAdditionalPresentationContext(new PresentationContext(0, commitment, c.TransferSyntax.ImplicitVRLittleEndian, undefined, false, true));
  client.on('networkError', () => setTimeout(() => reportAnew(asked), 300));
  client.send('127.0.0.1', Number(reportPort), title, 'GANTRY');
};

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
    if (route) {
      const asked = request.getDataset().getElements();
      const response = r.NActionResponse.fromRequest(request);
      response.setStatus(c.Status.Success);
      say({ asked: [asked.ReferencedSOPSequence].flat().length, transaction: asked.TransactionUID });
      callback(response);
      setTimeout(() => {
        const isSame = route === 'same' || (route === 'sameElseNew' && !this.isReleased);
        say({ route: isSame ? 'same' : 'new' });
        if (isSame) {
          this.sendRequests(reportOf(asked));
        } else {
          reportAnew(asked);
        }
      }, 500);
      return;
    }
    const uid = request.getRequestedSopInstanceUid();
    if (request.getRequestedSopClassUid() === mediaCreation && instances.has(uid)) {
      const done = request.getActionTypeId() === 1;
      instances.set(uid, { ...instances.get(uid), ExecutionStatus: done ? 'DONE' : 'FAILURE', ExecutionStatusInfo: done ? 'NORMAL' : 'CANCELLED', TotalNumberOfPiecesOfMediaCreated: done ? 1 : 0 });
    }
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
    this.isReleased = true;
    this.sendAssociationReleaseResponse();
  }
}

const server = new Server(Everything);
server.on('networkError', (error) => say({ error: String(error && error.message || error) }));
server.listen(Number(port));
