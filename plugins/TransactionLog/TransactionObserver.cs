using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Notes what has ended, and returns at once.</summary>
[Export(typeof(IOperationObserver)), Export(typeof(IAssociationObserver)), Export(typeof(IInvocationObserver)), Export(typeof(IAdministrationObserver)), Export(typeof(IWebObserver)), Shared]
[method: ImportingConstructor]
public sealed class TransactionObserver(RecordBuffer buffer, IPluginSettings<TransactionLogSettings> settings, TimeProvider time)
    : IOperationObserver, IAssociationObserver, IInvocationObserver, IAdministrationObserver, IWebObserver
{
    /// <inheritdoc/>
    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (Includes(operation.Command, operation.Status))
        {
            buffer.Add(OperationRecord.Of(operation, time.GetUtcNow()));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnInvokedAsync(CompletedInvocation invocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        if (Includes(invocation.Command, invocation.Status))
        {
            buffer.Add(InvocationRecord.Of(invocation, time.GetUtcNow()));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask OnActedAsync(AdministrativeAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        buffer.Add(ActionRecord.Of(action));
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

    /// <inheritdoc/>
    public ValueTask OnAnsweredAsync(CompletedWebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (settings.Current.IncludesSuccess || request.Status >= 400)
        {
            buffer.Add(WebRecord.Of(request, settings.Current.KeepsDataSets));
        }

        return ValueTask.CompletedTask;
    }

    private bool Includes(DimseCommand command, DimseStatus? status) =>
        (settings.Current.IncludesEcho || command != DimseCommand.CEcho) && (settings.Current.IncludesSuccess || status?.Class != DimseStatusClass.Success);
}
