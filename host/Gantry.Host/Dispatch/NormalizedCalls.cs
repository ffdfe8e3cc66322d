using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Dispatch;

/// <summary>The calls of the handlers of DIMSE-N services, with the request in the terms of the contracts.</summary>
internal static class NormalizedCalls
{
    // About 25,000 references to SOP instances: a request for storage commitment, or for media, of that many is one message.
    private const int MaximumDataSetBytes = 4_194_304;

    public static async ValueTask<DimseResponse> CreateAsync(HandlerExport<INCreateHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new NCreateRequest
        {
            Context = operation.Context,
            AffectedSopClassUid = operation.SopClass,
            AffectedSopInstanceUid = operation.SopInstance,
            AttributeList = await ReadAsync(operation, cancellationToken).ConfigureAwait(false),
        };
        var response = await HandlerCalls.UseAsync(export, handler => handler.HandleAsync(request, cancellationToken)).ConfigureAwait(false);
        operation.MadeSopInstance = response.AffectedSopInstanceUid;
        return Responses.Of(response);
    }

    public static async ValueTask<DimseResponse> ActionAsync(HandlerExport<INActionHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new NActionRequest
        {
            Context = operation.Context,
            RequestedSopClassUid = operation.SopClass,
            RequestedSopInstanceUid = operation.SopInstance,
            ActionTypeId = ((NActionRq)operation.Request.Command).ActionTypeId,
            ActionInformation = await ReadAsync(operation, cancellationToken).ConfigureAwait(false),
        };
        return Responses.Of(await HandlerCalls.UseAsync(export, handler => handler.HandleAsync(request, cancellationToken)).ConfigureAwait(false));
    }

    public static async ValueTask<DimseResponse> GetAsync(HandlerExport<INGetHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new NGetRequest
        {
            Context = operation.Context,
            RequestedSopClassUid = operation.SopClass,
            RequestedSopInstanceUid = operation.SopInstance,
            AttributeIdentifierList = ((NGetRq)operation.Request.Command).AttributeIdentifierList,
        };
        return Responses.Of(await HandlerCalls.UseAsync(export, handler => handler.HandleAsync(request, cancellationToken)).ConfigureAwait(false));
    }

    public static async ValueTask<DimseResponse> SetAsync(HandlerExport<INSetHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new NSetRequest
        {
            Context = operation.Context,
            RequestedSopClassUid = operation.SopClass,
            RequestedSopInstanceUid = operation.SopInstance,
            ModificationList = await ReadAsync(operation, cancellationToken).ConfigureAwait(false),
        };
        return Responses.Of(await HandlerCalls.UseAsync(export, handler => handler.HandleAsync(request, cancellationToken)).ConfigureAwait(false));
    }

    public static async ValueTask<DimseResponse> DeleteAsync(HandlerExport<INDeleteHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new NDeleteRequest
        {
            Context = operation.Context,
            RequestedSopClassUid = operation.SopClass,
            RequestedSopInstanceUid = operation.SopInstance,
        };
        var response = await HandlerCalls.UseAsync(export, handler => handler.HandleAsync(request, cancellationToken)).ConfigureAwait(false);
        return Responses.Of(response) with { DataSet = null }; // an N-DELETE-RSP has none (PS3.7 §10.3.6.2)
    }

    public static async ValueTask<DimseResponse> EventReportAsync(
        HandlerExport<INEventReportHandler> export, DimseOperation operation, CancellationToken cancellationToken)
    {
        var request = new NEventReportRequest
        {
            Context = operation.Context,
            AffectedSopClassUid = operation.SopClass,
            AffectedSopInstanceUid = operation.SopInstance,
            EventTypeId = ((NEventReportRq)operation.Request.Command).EventTypeId,
            EventInformation = await ReadAsync(operation, cancellationToken).ConfigureAwait(false),
        };
        return Responses.Of(await HandlerCalls.UseAsync(export, handler => handler.HandleAsync(request, cancellationToken)).ConfigureAwait(false));
    }

    private static ValueTask<DicomDataSet> ReadAsync(DimseOperation operation, CancellationToken cancellationToken) =>
        operation.ReadDataSetAsync(MaximumDataSetBytes, cancellationToken);
}
