using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The association on which instances of a request are stored; another takes its place where one comes that it has no presentation context for.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class StoreAssociations(IInstanceIntake intake, AETitle calling) : IAsyncDisposable
{
    private const int MostContexts = 128;
    private static readonly DimseStatus TransferSyntaxNotSupported = new(0xC122); // PS3.18 Table I.2-2

    private readonly HashSet<(Uid SopClass, TransferSyntax Syntax)> _pairs = [];
    private IRemoteAssociation? _open;

    /// <summary>Makes sure of an association that takes such an instance.</summary>
    /// <returns>Success; Out of Resources where the server takes no association; what is not supported, the SOP class or its transfer syntax.</returns>
    public async ValueTask<DimseStatus> OpenAsync(Uid sopClass, TransferSyntax syntax, CancellationToken cancellationToken)
    {
        if (_open is { IsEstablished: true } open && open.Accepts(sopClass, syntax))
        {
            return DimseStatus.Success;
        }

        // Explicit VR Little Endian is proposed with each class: whether that is taken tells the class from the syntax.
        (Uid, TransferSyntax)[] wanted = [(sopClass, syntax), (sopClass, TransferSyntax.ExplicitVRLittleEndian)];
        if (_pairs.Count + wanted.Length > MostContexts)
        {
            _pairs.Clear();
        }

        _pairs.UnionWith(wanted);
        await DisposeAsync().ConfigureAwait(false);
        try
        {
            var proposals = _pairs.GroupBy(pair => pair.SopClass, pair => pair.Syntax).Select(group => new StorageProposal(group.Key, [.. group]));
            _open = await intake.OpenAsync(calling, [.. proposals], cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return DimseStatus.OutOfResources;
        }

        return _open.Accepts(sopClass, syntax) ? DimseStatus.Success
            : _open.Accepts(sopClass, TransferSyntax.ExplicitVRLittleEndian) ? TransferSyntaxNotSupported
            : DimseStatus.SopClassNotSupported;
    }

    /// <summary>Stores an instance, after <see cref="OpenAsync"/> for it.</summary>
    /// <returns>The status of its C-STORE; Processing Failure where the association was lost with it.</returns>
    public async ValueTask<DimseStatus> StoreAsync(InstanceContent instance, CancellationToken cancellationToken)
    {
        try
        {
            return _open is { } open ? await open.SendAsync(instance, moveOriginator: null, cancellationToken).ConfigureAwait(false) : DimseStatus.ProcessingFailure;
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
}
