using System.Buffers;
using System.IO.Pipelines;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

public sealed partial class PluginHarness
{
    /// <summary>Performs C-STORE.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<FinalResponse> StoreAsync(CStoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await UseAsync(Plugin.CreateHandler<ICStoreHandler>(request.AffectedSopClassUid), handler => handler.HandleAsync(request, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>Performs C-STORE of a data set in memory, whose SOP Class UID and SOP Instance UID say what it is.</summary>
    /// <param name="dataSet">The instance.</param>
    /// <param name="operation">Who asks, and in which transfer syntax; anybody unless set.</param>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    /// <exception cref="ArgumentException">The data set lacks one of the UIDs.</exception>
    public async ValueTask<FinalResponse> StoreAsync(DicomDataSet dataSet, TestOperation? operation = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        using var own = new TestOperation();
        var test = operation ?? own;
        var (sopClass, sopInstance) = (Required(dataSet, Tags.SOPClassUID), Required(dataSet, Tags.SOPInstanceUID));
        var content = PipeReader.Create(new ReadOnlySequence<byte>(DataSetWriter.ToArray(dataSet, test.TransferSyntax)));
        return await StoreAsync(test.Store(sopClass, sopInstance, content), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs C-FIND.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<FindAnswer> FindAsync(CFindRequest request, CancellationToken cancellationToken) =>
        FindAsync(request, new RecordedResponses<DicomDataSet>(), cancellationToken);

    /// <summary>Performs C-FIND.</summary>
    /// <param name="sopClass">The information model.</param>
    /// <param name="identifier">The query.</param>
    /// <param name="operation">Who asks; anybody unless set.</param>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<FindAnswer> FindAsync(Uid sopClass, DicomDataSet identifier, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await FindAsync(test.Find(sopClass, identifier), test.Responses<DicomDataSet>(), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs C-MOVE.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<RetrieveAnswer> MoveAsync(CMoveRequest request, CancellationToken cancellationToken) =>
        MoveAsync(request, new RecordedResponses<SubOperations>(), cancellationToken);

    /// <summary>Performs C-MOVE to an AE of <see cref="TestServices.RemoteNodes"/>.</summary>
    /// <param name="sopClass">The information model.</param>
    /// <param name="destination">The move destination.</param>
    /// <param name="identifier">What to move.</param>
    /// <param name="operation">Who asks; anybody unless set.</param>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<RetrieveAnswer> MoveAsync(Uid sopClass, AETitle destination, DicomDataSet identifier, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await MoveAsync(test.Move(sopClass, destination, identifier), test.Responses<SubOperations>(), test.Token).ConfigureAwait(false);
    }

    /// <summary>Performs C-GET.</summary>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public ValueTask<RetrieveAnswer> GetAsync(CGetRequest request, CancellationToken cancellationToken) =>
        GetAsync(request, new RecordedResponses<SubOperations>(), cancellationToken);

    /// <summary>Performs C-GET.</summary>
    /// <param name="sopClass">The information model.</param>
    /// <param name="requestor">The association that asks: of <see cref="InMemoryAE.Open"/>, for example.</param>
    /// <param name="identifier">What to get.</param>
    /// <param name="operation">Who asks; anybody unless set.</param>
    /// <exception cref="InvalidOperationException">The plugin has no handler for the SOP class.</exception>
    public async ValueTask<RetrieveAnswer> GetAsync(Uid sopClass, IInstanceSender requestor, DicomDataSet identifier, TestOperation? operation = null)
    {
        using var own = new TestOperation();
        var test = operation ?? own;
        return await GetAsync(test.Get(sopClass, requestor, identifier), test.Responses<SubOperations>(), test.Token).ConfigureAwait(false);
    }

    private async ValueTask<FindAnswer> FindAsync(CFindRequest request, RecordedResponses<DicomDataSet> matches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await UseAsync(
            Plugin.CreateHandler<ICFindHandler>(request.AffectedSopClassUid), handler => handler.HandleAsync(request, matches, cancellationToken)).ConfigureAwait(false);
        return new FindAnswer(response, matches.Sent);
    }

    private async ValueTask<RetrieveAnswer> MoveAsync(CMoveRequest request, RecordedResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await UseAsync(
            Plugin.CreateHandler<ICMoveHandler>(request.AffectedSopClassUid), handler => handler.HandleAsync(request, pending, cancellationToken)).ConfigureAwait(false);
        return new RetrieveAnswer(response, pending.Sent);
    }

    private async ValueTask<RetrieveAnswer> GetAsync(CGetRequest request, RecordedResponses<SubOperations> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await UseAsync(
            Plugin.CreateHandler<ICGetHandler>(request.AffectedSopClassUid), handler => handler.HandleAsync(request, pending, cancellationToken)).ConfigureAwait(false);
        return new RetrieveAnswer(response, pending.Sent);
    }

    private static Uid Required(DicomDataSet dataSet, Tag tag) =>
        dataSet.TryGetUid(tag, out var uid) ? uid : throw new ArgumentException($"There is no {tag} in the data set.", nameof(dataSet));
}
