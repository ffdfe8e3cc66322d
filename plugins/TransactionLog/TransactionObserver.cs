using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Notes what has ended, and returns at once.</summary>
[Export(typeof(IOperationObserver)), Export(typeof(IAssociationObserver)), Shared]
[method: ImportingConstructor]
public sealed class TransactionObserver(RecordBuffer buffer, IPluginSettings<TransactionLogSettings> settings, TimeProvider time) : IOperationObserver, IAssociationObserver
{
    /// <inheritdoc/>
    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var now = settings.Current;
        if ((now.IncludesEcho || operation.Command != DimseCommand.CEcho) && (now.IncludesSuccess || operation.Status.Class != DimseStatusClass.Success))
        {
            buffer.Add(OperationRecord.Of(operation, time.GetUtcNow()));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnEndedAsync(CompletedAssociation association, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(association);
        if (settings.Current.IncludesSuccess || association.Outcome != AssociationOutcome.Released)
        {
            buffer.Add(AssociationRecord.Of(association, time.GetUtcNow()));
        }

        return ValueTask.CompletedTask;
    }
}
