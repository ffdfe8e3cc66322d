namespace Gantry.Dicom.Network;

/// <content>One attempt with one instance.</content>
internal sealed partial class StoreWorker
{
    // Whatever makes a peer abort over an instance, it is mostly the instance.
    private const int MostAttemptsOverAborts = 2;

    // Never fails: what is no outcome ends the loop.
    private async Task SendAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            if (await AttemptAsync(_lease!, instance, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                isDone = true;
                queue.Release(instance);
                tally.Add(outcome);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
        }
        finally
        {
            if (!isDone)
            {
                _again.Enqueue(instance);
            }
        }
    }

    // The outcome; null where it is to be sent once more.
    private async Task<StoreOutcome?> AttemptAsync(AssociationLease lease, StoreInstance instance, CancellationToken cancellationToken)
    {
        if (contexts.Choose(lease.Association, instance) is not { } transferSyntax)
        {
            return StoreOutcome.Of(instance, StoreResult.NotAccepted) with
            {
                Message = $"The peer takes no {DicomUidRegistry.GetName(instance.SopClass)} in {DicomUidRegistry.GetName(instance.TransferSyntax.Uid)}.",
            };
        }

        instance.Attempts++;
        try
        {
            var response = await SendAsync(lease.Association, instance, transferSyntax, cancellationToken).ConfigureAwait(false);
            _hasAnswered = true;
            return instance.IsRepeatable && retry.IsWorth(response.Status, instance.Attempts)
                ? Again(instance)
                : OutcomeOf(instance, response) with { TransferSyntax = transferSyntax };
        }
        catch (AssociationException fault)
        {
            return OnLost(lease, instance, fault);
        }
        catch (Exception fault) when (fault is DicomEncodingException or IOException)
        {
            return StoreOutcome.Of(instance, StoreResult.Unreadable) with { Message = fault.Message };
        }
    }

    private async Task<CStoreRsp> SendAsync(Association association, StoreInstance instance, TransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        var content = instance.Open(transferSyntax);
        try
        {
            var request = new StoreRequest(instance.SopClass, instance.SopInstance, transferSyntax, content.Source) { Priority = options.Priority };
            return await association.StoreAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await content.CloseAsync().ConfigureAwait(false);
        }
    }

    private StoreOutcome? OnLost(AssociationLease lease, StoreInstance instance, AssociationException fault)
    {
        if (instance.IsRepeatable)
        {
            if (lease.IsReused && !_hasAnswered && fault.End?.Reason != AssociationEndReason.TimedOut)
            {
                instance.Attempts--; // it had ended while nobody used it: that was none
                return null;
            }

            var isAborted = fault.End?.Reason == AssociationEndReason.AbortedByPeer && instance.Attempts < MostAttemptsOverAborts;
            if (isAborted || retry.IsWorth(fault, instance.Attempts))
            {
                return Again(instance);
            }
        }

        return StoreOutcome.Of(instance, StoreResult.Lost) with { Message = fault.Message };
    }

    private StoreOutcome? Again(StoreInstance instance)
    {
        Volatile.Write(ref _attemptsBeforeWait, instance.Attempts);
        return null;
    }

    private static StoreOutcome OutcomeOf(StoreInstance instance, CStoreRsp response) => StoreOutcome.Of(instance, response.Status.Class switch
    {
        DimseStatusClass.Success => StoreResult.Stored,
        DimseStatusClass.Warning => StoreResult.StoredWithWarning,
        _ => StoreResult.Refused,
    }) with
    {
        Status = response.Status,
        Message = response.ErrorComment,
    };
}
