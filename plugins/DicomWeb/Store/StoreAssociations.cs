using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The association on which the instances of a request are stored; another takes its place where one comes that it has no presentation context for.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class StoreAssociations(IInstanceIntake intake, AETitle calling) : IAsyncDisposable
{
    private const int MostContexts = 128;

    private readonly HashSet<(Uid SopClass, TransferSyntax Syntax)> _pairs = [];
    private IRemoteAssociation? _open;

    /// <summary>Stores an instance.</summary>
    /// <returns>The status of its C-STORE; Processing Failure where the association was lost with it.</returns>
    public async ValueTask<DimseStatus> StoreAsync(InstanceContent instance, CancellationToken cancellationToken)
    {
        var (association, refusal) = await OpenAsync(instance.SopClass, instance.TransferSyntax, cancellationToken).ConfigureAwait(false);
        if (association is null)
        {
            return refusal;
        }

        try
        {
            return await association.SendAsync(instance, moveOriginator: null, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return DimseStatus.ProcessingFailure;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_open is { } open)
        {
            _open = null;
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<(IRemoteAssociation? Association, DimseStatus Refusal)> OpenAsync(Uid sopClass, TransferSyntax syntax, CancellationToken cancellationToken)
    {
        if (_open is { IsEstablished: true } open && open.Accepts(sopClass, syntax))
        {
            return (open, default);
        }

        if (!_pairs.Contains((sopClass, syntax)) && _pairs.Count == MostContexts)
        {
            _pairs.Clear();
        }

        _pairs.Add((sopClass, syntax));
        await DisposeAsync().ConfigureAwait(false);
        try
        {
            var proposals = _pairs.GroupBy(pair => pair.SopClass, pair => pair.Syntax).Select(group => new StorageProposal(group.Key, [.. group]));
            _open = await intake.OpenAsync(calling, [.. proposals], cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return (null, DimseStatus.OutOfResources);
        }

        return _open.Accepts(sopClass, syntax) ? (_open, default) : (null, DimseStatus.SopClassNotSupported);
    }
}
