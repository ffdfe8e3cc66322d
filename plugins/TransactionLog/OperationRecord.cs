using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Makes records of operations.</summary>
internal static class OperationRecord
{
    /// <summary>The record of an operation that has ended now.</summary>
    public static TransactionRecord Of(CompletedOperation operation, DateTimeOffset now)
    {
        var context = operation.Context;
        var (customType, customInformation) = CustomOf(operation);
        return new TransactionRecord
        {
            At = now,
            Kind = TransactionKind.Operation,
            Type = TypeOf(operation.Status),
            Direction = TransactionDirection.Incoming,
            LocalAETitle = context.CalledAETitle,
            LocalAddress = context.LocalEndPoint?.ToString() ?? "",
            RemoteAETitle = context.CallingAETitle,
            RemoteAddress = context.Peer?.ToString() ?? "",
            CorrelationId = AssociationRecord.CorrelationOf(context.AssociationId),
            Command = NameOf(operation.Command),
            MessageId = context.MessageId,
            SopClass = operation.SopClass,
            SopInstance = operation.SopInstance,
            Study = StudyOf(operation.DataSet),
            Status = operation.Status.Code,
            Duration = operation.Duration,
            Bytes = operation.Bytes,
            Plugin = operation.Plugin ?? "",
            User = context.User?.Name ?? "",
            Description = Describe(operation.ErrorComment, operation.PendingResponses),
            DataSet = operation.DataSet,
            CustomType = customType,
            CustomInformation = customInformation,
        };
    }

    // What a request says beside its data set, to be asked again. An AE title has no backslash.
    private static (string Type, string Information) CustomOf(CompletedOperation operation)
    {
        var options = operation.Context.QueryRetrieveOptions;
        return operation switch
        {
            { MoveDestination.IsEmpty: false } => (nameof(CompletedOperation.MoveDestination), operation.MoveDestination.Value + (options == QueryRetrieveOptions.None ? "" : $"\\{options}")),
            { ActionTypeId: { } action } => (nameof(CompletedOperation.ActionTypeId), action.ToString(CultureInfo.InvariantCulture)),
            _ when options != QueryRetrieveOptions.None => (nameof(OperationContext.QueryRetrieveOptions), options.ToString()),
            _ => ("", ""),
        };
    }

    /// <summary>The study that an identifier names; empty where it names none, or several.</summary>
    public static Uid StudyOf(DicomDataSet? dataSet) => dataSet?.GetUids(Tags.StudyInstanceUID) is [var study] ? study : default;

    /// <summary>As the standard writes it.</summary>
    public static string NameOf(DimseCommand command) => command switch
    {
        DimseCommand.None => "unknown",
        DimseCommand.NEventReport => "N-EVENT-REPORT",
        _ => string.Create(CultureInfo.InvariantCulture, $"{command.ToString()[..1]}-{command.ToString()[1..].ToUpperInvariant()}"),
    };

    /// <summary>How a status is meant.</summary>
    public static TransactionType TypeOf(DimseStatus status) => status.Class switch
    {
        DimseStatusClass.Success or DimseStatusClass.Pending => TransactionType.Information,
        DimseStatusClass.Warning or DimseStatusClass.Cancel => TransactionType.Warning,
        _ => TransactionType.Error,
    };

    /// <summary>A sentence, where there is something to say.</summary>
    public static string Describe(string? errorComment, int pendingResponses) => (errorComment, pendingResponses) switch
    {
        (null, 0) => "",
        (null, 1) => "1 pending response.",
        (null, var count) => string.Create(CultureInfo.InvariantCulture, $"{count} pending responses."),
        (var comment, _) => comment,
    };
}
