using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Sends instances one after the other, and counts how it went (PS3.4 §C.4.2.1.5).</summary>
internal sealed class Retrieval(IInstanceStore store, IPendingResponses<SubOperations> pending)
{
    private readonly List<Uid> _failed = [];
    private int _completed;
    private int _warning;

    /// <summary>The instances that an identifier names, as far as the caller may see them; null where it names none.</summary>
    public static async Task<IReadOnlyList<CatalogInstance>?> SelectAsync(
        ICatalog catalog, ICatalogScopePolicy scopes, OperationContext context, DicomDataSet identifier, CancellationToken cancellationToken)
    {
        var instances = identifier.GetUids(Tags.SOPInstanceUID);
        if (instances.IsEmpty)
        {
            return null;
        }

        var selection = new InstanceSelection { Instances = instances, Scope = await scopes.OfAsync(CatalogCaller.Of(context), cancellationToken).ConfigureAwait(false) };
        var selected = new List<CatalogInstance>();
        await foreach (var instance in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
        {
            selected.Add(instance);
        }

        return selected;
    }

    public async Task<RetrieveResponse> SendAsync(
        IInstanceSender sender, IReadOnlyList<CatalogInstance> instances, MoveOriginator? originator, OperationContext context, CancellationToken cancellationToken)
    {
        foreach (var (index, instance) in instances.Index())
        {
            var status = await SendAsync(sender, instance, originator).ConfigureAwait(false);
            switch (status.Class)
            {
                case DimseStatusClass.Success:
                    _completed++;
                    break;
                case DimseStatusClass.Warning:
                    _warning++;
                    break;
                default:
                    _failed.Add(instance.SopInstance);
                    break;
            }

            var remaining = instances.Count - index - 1;
            if (remaining > 0 && cancellationToken.IsCancellationRequested)
            {
                return Response(context.CancellationReason() == CancellationReason.PeerCancelled ? DimseStatus.Cancel : DimseStatus.OutOfResourcesForSubOperations, remaining);
            }

            if (remaining > 0)
            {
                await pending.SendAsync(Counters(remaining), cancellationToken).ConfigureAwait(false);
            }
        }

        return Response(_failed.Count == 0 ? DimseStatus.Success : DimseStatus.SubOperationsCompleteWithFailures, 0);
    }

    // A C-STORE cannot be cut short but by an abort, so a sub-operation that has begun is not cancelled.
    private async Task<DimseStatus> SendAsync(IInstanceSender sender, CatalogInstance instance, MoveOriginator? originator)
    {
        try
        {
            var content = await store.OpenAsync(instance.Location, CancellationToken.None).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                return sender.Accepts(content.SopClass, content.TransferSyntax)
                    ? await sender.SendAsync(content, originator, CancellationToken.None).ConfigureAwait(false)
                    : DimseStatus.SopClassNotSupported;
            }
        }
        catch (IOException)
        {
            return DimseStatus.ProcessingFailure;
        }
    }

    private SubOperations Counters(int remaining) => new(remaining, _completed, _failed.Count, _warning);

    private RetrieveResponse Response(DimseStatus status, int remaining) => new(status, Counters(remaining)) { FailedSopInstanceUids = [.. _failed] };
}
