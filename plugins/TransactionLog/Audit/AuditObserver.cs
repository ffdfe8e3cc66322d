using System.Composition;
using System.Net;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Notes what is to be audited, and returns at once; nothing where no repository is set.</summary>
[Export(typeof(IOperationObserver)), Export(typeof(IAssociationObserver)), Export(typeof(IInvocationObserver)), Export(typeof(IAdministrationObserver)), Export(typeof(IDeletionObserver)), Export(typeof(IWebObserver)), Shared]
[method: ImportingConstructor]
public sealed class AuditObserver(AuditBuffer buffer, IPluginSettings<TransactionLogSettings> settings, TimeProvider time)
    : IOperationObserver, IAssociationObserver, IInvocationObserver, IAdministrationObserver, IDeletionObserver, IWebObserver
{
    private const int MaximumIdentifierBytes = 16_384;

    private bool IsOn => settings.Current.AuditHost.Length > 0;

    /// <inheritdoc/>
    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var context = operation.Context;
        Note(
            operation.Command, operation.Status, operation.SopClass, operation.DataSet, context.CallingAETitle, context.CalledAETitle, context.Peer, false,
            new AuditedTransfer(context.AssociationId, context.CallingAETitle, context.CalledAETitle, context.Peer, false, operation.SopClass, operation.SopInstance));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnInvokedAsync(CompletedInvocation invocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var (local, remote) = (invocation.LocalAETitle, invocation.RemoteAETitle);
        Note(
            invocation.Command, invocation.Status, invocation.SopClass, invocation.DataSet, local, remote, invocation.Peer, true,
            new AuditedTransfer(invocation.AssociationId, local, remote, invocation.Peer, true, invocation.SopClass, invocation.SopInstance));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnEndedAsync(CompletedAssociation association, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(association);
        if (IsOn)
        {
            buffer.Add(association);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnActedAsync(AdministrativeAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (IsOn)
        {
            buffer.Add(action);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        if (IsOn)
        {
            buffer.Add(deleted);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnAnsweredAsync(CompletedWebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (IsOn && AuditedWeb.KindOf(request) != AuditedWebKind.None)
        {
            buffer.Add(request);
        }

        return ValueTask.CompletedTask;
    }

    private void Note(
        DimseCommand command, DimseStatus? status, Uid sopClass, DicomDataSet? dataSet, AETitle calling, AETitle called, EndPoint? peer, bool isOutgoing, AuditedTransfer transfer)
    {
        if (!IsOn)
        {
            return;
        }

        if (command == DimseCommand.CFind)
        {
            buffer.Add(new AuditedQuery(calling, called, peer, isOutgoing, sopClass, status, Encode(dataSet), time.GetUtcNow()));
        }
        else if (command == DimseCommand.CStore && status?.Class is DimseStatusClass.Success or DimseStatusClass.Warning)
        {
            buffer.Add(transfer);
        }
    }

    private static byte[] Encode(DicomDataSet? dataSet) => dataSet is null || DataSetWriter.Measure(dataSet, TransferSyntax.ExplicitVRLittleEndian) > MaximumIdentifierBytes
        ? []
        : DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);
}
