using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Dispatch;

/// <summary>What the host answers from what the plugins declare, and how that reaches their handlers.</summary>
public sealed class NegotiationTests : IAsyncDisposable
{
    private static readonly Uid PatientRootFind = Uids.PatientRootQueryRetrieveInformationModelFind;
    private static readonly Uid StudyRootFind = Uids.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid EncapsulatedPdf = Uids.EncapsulatedPDFStorage;
    private static readonly Uid Unserved = new("1.2.840.10008.5.1.4.43.1"); // a standard one that no storage group has
    private readonly PluginWorld _world = new();
    private readonly Peer _peer;

    public NegotiationTests() => _peer = new Peer(_world);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Options_of_queries_are_answered_by_what_the_handler_declares_and_reach_it()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        const QueryRetrieveOptions Asked = QueryRetrieveOptions.FuzzySemanticMatching | QueryRetrieveOptions.CombinedDateTimeMatching;
        var options = new RequestorOptions
        {
            ExtendedNegotiations = [QueryRetrieveNegotiation.Propose(PatientRootFind, Asked), QueryRetrieveNegotiation.Propose(StudyRootFind, Asked)],
        };
        await using var association = await _peer.ConnectAsync([new ProposedContext(PatientRootFind), new ProposedContext(StudyRootFind)], options);

        Assert.Equal(QueryRetrieveOptions.FuzzySemanticMatching, association.Parameters.FindQueryRetrieveOptions(PatientRootFind));
        Assert.Equal([PatientRootFind], association.Parameters.ExtendedNegotiations.Select(answer => answer.SopClassUid));
        Assert.Equal("nobody  FuzzySemanticMatching", (await Peer.FindAsync(association, PatientRootFind)).Command.ErrorComment);
        Assert.Equal("nobody  None", (await Peer.FindAsync(association, StudyRootFind)).Command.ErrorComment);
    }

    [Fact]
    public async Task A_port_that_is_paused_rejects_for_the_moment_and_one_that_serves_again_does_not()
    {
        var port = new ListenerSwitch(_world.Settings.Listeners[0], _world.Holds);
        await using var peer = new Peer(_world) { Switch = port };
        foreach (var state in new[] { ListenerState.Paused, ListenerState.Stopped })
        {
            Assert.True(port.Change(state));
            var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => peer.ConnectAsync(Uids.Verification));
            Assert.Equal(AssociateRj.TemporaryCongestion, rejected.End?.Rejection);
        }

        Assert.True(port.Change(ListenerState.Serving));
        Assert.False(port.Change(ListenerState.Serving));
        await using var association = await peer.ConnectAsync(Uids.Verification);
        Assert.Empty(_world.Refusals.List()); // it is no caller's fault
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_agreed()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        await using var association = await _peer.ConnectAsync(PatientRootFind);

        Assert.Empty(association.Parameters.ExtendedNegotiations);
        Assert.Equal("nobody  None", (await Peer.FindAsync(association, PatientRootFind)).Command.ErrorComment);
    }

    [Fact]
    public async Task How_instances_are_stored_is_told_to_who_asks()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var options = new RequestorOptions { ExtendedNegotiations = [StorageNegotiation.OfScu.For(EncapsulatedPdf)] };
        await using var association = await _peer.ConnectAsync([new ProposedContext(EncapsulatedPdf)], options);

        Assert.Equal(
            new StorageNegotiation(StorageLevel.Full, DigitalSignatureLevel.Level3, ElementCoercion.None), association.Parameters.FindStorageNegotiation(EncapsulatedPdf));
        Assert.Equal($"{EncapsulatedPdf} as  Full", (await StoreAsync(association, EncapsulatedPdf)).ErrorComment);
    }

    [Fact]
    public async Task A_SOP_class_that_nobody_serves_is_treated_as_a_related_general_one()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var related = new RequestorOptions { CommonExtendedNegotiations = [new(Unserved, new Uid("1.2.840.10008.4.2"), [new Uid("2.25.9"), EncapsulatedPdf])] };
        await using var with = await _peer.ConnectAsync([new ProposedContext(Unserved)], related);
        await using var without = await _peer.ConnectAsync(Unserved, Uids.Verification);

        var response = await StoreAsync(with, Unserved);

        Assert.Equal((DimseStatus.Success, $"{Unserved} as {EncapsulatedPdf} "), (response.Status, response.ErrorComment + " "));
        Assert.Null(without.Parameters.Find(Unserved));
    }

    [Fact]
    public async Task A_window_is_agreed_and_operations_run_beside_each_other()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await _world.DropAndLoadAsync("Counter");
        var options = new RequestorOptions { AsynchronousOperationsWindow = new(0, 1) };
        await using var association = await _peer.ConnectAsync([new ProposedContext(PatientRootFind), ProposedContext.Verification], options);
        using var cancel = new CancellationTokenSource();
        var context = association.Parameters.Find(PatientRootFind)!;
        var identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "PATIENT").Set(Tags.PatientID, "wait").Build();
        var waiting = association.InvokeManyAsync(context, new CFindRq { SopClassUid = PatientRootFind }, DataSetSource.Of(identifier), cancel.Token).GetAsyncEnumerator(Token);
        Assert.True(await waiting.MoveNextAsync());

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(DimseStatus.Success, await association.EchoAsync(Token));
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.MoveNextAsync());
        await waiting.DisposeAsync();
        Assert.Equal(new AsynchronousOperationsWindow(8, 1), association.Parameters.AsynchronousOperationsWindow);
        await association.ReleaseAsync(Token);
        await _peer.ServedAsync();
        await _peer.Observers.TellAllAsync();
        Assert.Equal("21", await File.ReadAllTextAsync(Path.Combine(_world.Settings.DataFolder, "fixture.counter", "count"), Token)); // each observed, and no two at a time
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _world.DisposeAsync();
    }

    private static async Task<CStoreRsp> StoreAsync(Association association, Uid sopClass) => await association.StoreAsync(
        new StoreRequest(sopClass, new Uid("2.25.5"), association.Parameters.Find(sopClass)!.TransferSyntax, DataSetSource.Of(DicomDataSet.Empty)), Token);
}
