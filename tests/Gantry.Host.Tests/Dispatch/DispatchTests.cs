using System.Collections.Concurrent;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Dispatch;

public sealed class DispatchTests : IAsyncDisposable
{
    private static readonly Uid PatientRootFind = Uids.PatientRootQueryRetrieveInformationModelFind;
    private readonly PluginWorld _world = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly OperationWatch _watch;
    private readonly Observers _observers;
    private readonly AssociationCounters _counters = new();
    private readonly List<Task<AssociationEnd>> _served = [];
    private readonly ConcurrentQueue<DimseStatus> _answered = new();

    public DispatchTests()
    {
        _watch = new OperationWatch(_world.Settings, _clock, NullLogger<OperationWatch>.Instance);
        _observers = new Observers(_world.Registry, NullLogger<Observers>.Instance);
    }

    [Fact]
    public async Task Verification_is_served_without_any_plugin()
    {
        await using var association = await ConnectAsync(ProposedContext.Verification);

        var reply = await InvokeAsync(association, new CEchoRq { SopClassUid = Uids.Verification });

        Assert.Equal(DimseStatus.Success, reply.Status);
    }

    [Fact]
    public async Task Contexts_are_those_that_the_plugins_serve_at_the_moment_of_the_request()
    {
        await using var before = await ConnectAsync(ProposedContext.Verification, new ProposedContext(PatientRootFind));
        await _world.DropAndLoadAsync("Misbehaver");
        await using var after = await ConnectAsync(ProposedContext.Verification, new ProposedContext(PatientRootFind));

        Assert.Null(before.Parameters.Find(PatientRootFind));
        Assert.NotNull(after.Parameters.Find(PatientRootFind));
    }

    [Fact, Trait("Row", "throws in a handler")]
    public async Task A_handler_that_throws_is_answered_0110H_without_its_message_and_the_association_goes_on()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(ProposedContext.Verification, new ProposedContext(PatientRootFind));

        var thrown = await FindAsync(association, "throw").SingleAsync(Token);
        var after = await FindAsync(association, "").SingleAsync(Token);

        Assert.Equal((DimseStatus.ProcessingFailure, "fixture.misbehaver threw InvalidOperationException"), (thrown.Status, thrown.Command.ErrorComment));
        Assert.Equal(DimseStatus.Success, after.Status);
    }

    [Fact, Trait("Row", "throws in 5 of its last 20 operations")]
    public async Task A_plugin_that_keeps_throwing_is_kept_from_operations_and_named()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));
        for (var i = 0; i < new QuarantineOptions().Faults; i++)
        {
            Assert.Equal(DimseStatus.ProcessingFailure, (await FindAsync(association, "throw").SingleAsync(Token)).Status);
        }

        var refused = await FindAsync(association, "").SingleAsync(Token);
        await _world.LoadAsync(_world.Drop("Misbehaver"), again: true);
        var reloaded = await FindAsync(association, "").SingleAsync(Token);

        Assert.Equal((DimseStatus.OutOfResources, "fixture.misbehaver is in quarantine after faults"), (refused.Status, refused.Command.ErrorComment));
        Assert.Equal(DimseStatus.Success, reloaded.Status);
    }

    [Fact]
    public async Task A_plugin_that_is_paused_ends_what_it_does_and_is_given_nothing_new_until_it_is_resumed()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));
        var slot = _world.Slot("misbehaver");
        var running = FindAsync(association, "hang").SingleAsync(Token).AsTask();
        await UntilAsync(() => slot.Current!.Operations == 1);
        _world.Registry.Pause(slot, "tester");
        await using var other = await ConnectAsync(new ProposedContext(PatientRootFind)); // it is offered as before: what is paused comes back

        var refused = await FindAsync(other, "").SingleAsync(Token);
        await _world.LoadAsync(_world.Drop("Misbehaver"), again: true);
        var reloaded = await FindAsync(other, "").SingleAsync(Token);
        await File.WriteAllTextAsync(Path.Combine(_world.Settings.DataFolder, "fixture.misbehaver", "release"), "", Token);
        var ended = await running;
        _world.Registry.Resume(slot, "tester");
        var resumed = await FindAsync(other, "").SingleAsync(Token);

        Assert.Equal((DimseStatus.OutOfResources, "fixture.misbehaver is paused by an administrator"), (refused.Status, refused.Command.ErrorComment));
        Assert.Equal(DimseStatus.OutOfResources, reloaded.Status);
        Assert.Equal((DimseStatus.Success, DimseStatus.Success), (ended.Status, resumed.Status));
    }

    [Fact]
    public async Task Peers_that_vanish_in_the_midst_of_answers_are_no_faults_of_the_plugin()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        for (var i = 0; i < 2 * new QuarantineOptions().Faults; i++)
        {
            await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));
            await foreach (var reply in FindAsync(association, "many"))
            {
                await association.AbortAsync();
                break;
            }
        }

        await Task.WhenAll(_served);

        Assert.Equal((0L, null), (_world.Slot("misbehaver").Current!.Quarantine.Faults, _world.Slot("misbehaver").Current!.Quarantine.LastFault));
    }

    [Fact]
    public async Task A_handler_that_learns_of_its_peers_end_before_its_token_does_is_not_at_fault()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(tellsLate: true, new ProposedContext(PatientRootFind));
        await foreach (var reply in FindAsync(association, "many"))
        {
            await association.AbortAsync();
            break;
        }

        await Task.WhenAll(_served);

        Assert.Equal((0L, null), (_world.Slot("misbehaver").Current!.Quarantine.Faults, _world.Slot("misbehaver").Current!.Quarantine.LastFault));
    }

    [Fact]
    public async Task Cancel_ends_a_query_with_the_status_cancel()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));
        using var cancel = new CancellationTokenSource();
        var matches = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var reply in FindAsync(association, "wait", PatientRootFind, cancel.Token))
            {
                matches++;
                await cancel.CancelAsync();
            }
        });
        await association.ReleaseAsync(Token);
        await Task.WhenAll(_served);

        Assert.Equal((1, DimseStatus.Cancel), (matches, Assert.Single(_answered)));
    }

    [Fact]
    public async Task Every_pending_response_arrives()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));

        Assert.Equal(1_001, await FindAsync(association, "many").CountAsync(Token));
    }

    [Fact]
    public async Task An_association_opened_before_a_swap_gets_the_new_code()
    {
        await _world.DropAndLoadAsync("CatalogueOne");
        await _world.DropAndLoadAsync("FinderOne");
        await using var association = await ConnectAsync(new ProposedContext(PluginWorld.StudyRootFind));
        var before = await FindAsync(association, "", PluginWorld.StudyRootFind).SingleAsync(Token);
        await _world.DropAndLoadAsync("FinderTwo");
        var after = await FindAsync(association, "", PluginWorld.StudyRootFind).SingleAsync(Token);

        Assert.Equal(("finder 1.0.0, catalogue 1", "finder 2.0.0, catalogue 1"), (before.Command.ErrorComment, after.Command.ErrorComment));
    }

    [Fact]
    public async Task A_service_that_is_missing_is_answered_A700H_and_named()
    {
        await _world.DropAndLoadAsync("FinderOne");
        await using var association = await ConnectAsync(new ProposedContext(PluginWorld.StudyRootFind));

        var reply = await FindAsync(association, "", PluginWorld.StudyRootFind).SingleAsync(Token);

        Assert.Equal((DimseStatus.OutOfResources, "No plugin provides ICatalog."), (reply.Status, reply.Command.ErrorComment));
    }

    [Fact]
    public async Task A_plugin_unloaded_while_the_association_is_open_is_answered_with_a_failure()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));
        await _world.Registry.UnloadAsync(_world.Slot("misbehaver"), null, Token);

        var reply = await FindAsync(association, "").SingleAsync(Token);

        Assert.Equal(DimseStatus.SopClassNotSupported, reply.Status);
    }

    [Fact, Trait("Row", "throws in an observer")]
    public async Task Observers_are_told_of_every_operation_and_one_that_throws_does_not_matter()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await _world.DropAndLoadAsync("Counter");
        await using (var association = await ConnectAsync(ProposedContext.Verification, new ProposedContext(PatientRootFind)))
        {
            await InvokeAsync(association, new CEchoRq { SopClassUid = Uids.Verification });
            await FindAsync(association, "throw").SingleAsync(Token);
            await FindAsync(association, "many").CountAsync(Token);
        }

        await Task.WhenAll(_served);
        await _observers.TellAllAsync();
        Assert.Equal("3", await File.ReadAllTextAsync(Path.Combine(_world.Settings.DataFolder, "fixture.counter", "count"), Token));
    }

    [Fact]
    public async Task Nothing_is_kept_from_observers_where_operations_come_faster_than_they_are_told()
    {
        const int Echoes = 700; // more than may wait
        await _world.DropAndLoadAsync("Counter");
        await using (var association = await ConnectAsync(ProposedContext.Verification))
        {
            for (var i = 0; i < Echoes; i++)
            {
                await association.EchoAsync(Token);
            }
        }

        await Task.WhenAll(_served);
        await _observers.TellAllAsync();
        Assert.Equal($"{Echoes}", await File.ReadAllTextAsync(Path.Combine(_world.Settings.DataFolder, "fixture.counter", "count"), Token));
    }

    [Fact]
    public async Task Observers_are_told_of_a_study_that_is_complete()
    {
        await _world.DropAndLoadAsync("Counter");

        await _world.StudyEvents.TellCompleteAsync(new CompleteStudy { StudyInstanceUid = new Uid("2.25.7"), Instances = 3, LastReceivedAt = DateTimeOffset.UnixEpoch }, Token);

        Assert.Equal("2.25.7\n", await File.ReadAllTextAsync(Path.Combine(_world.Settings.DataFolder, "fixture.counter", "studies"), Token));
    }

    [Fact]
    public async Task One_association_above_the_limit_is_rejected_for_now()
    {
        var open = new List<Association>();
        for (var i = 0; i < _world.Settings.MaximumAssociations; i++)
        {
            open.Add(await ConnectAsync(ProposedContext.Verification));
        }

        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(ProposedContext.Verification));
        foreach (var association in open)
        {
            await association.DisposeAsync();
        }

        await Task.WhenAll(_served);
        await using var after = await ConnectAsync(ProposedContext.Verification);

        Assert.Equal(AssociateRj.LocalLimitExceeded, rejected.End!.Rejection);
        Assert.True(after.IsEstablished);
    }

    [Theory, Trait("Row", "hangs or spins in a handler"), InlineData("hang"), InlineData("spin")]
    public async Task An_operation_that_neither_goes_on_nor_ends_is_given_up_and_answered_and_the_association_goes_on(string how)
    {
        await _world.DropAndLoadAsync("Misbehaver");
        var generation = _world.Slot("misbehaver").Current!;
        await using var association = await ConnectAsync(ProposedContext.Verification, new ProposedContext(PatientRootFind));

        var hanging = FindAsync(association, how).SingleAsync(Token).AsTask();
        await UntilAsync(() => _watch.Running.Any());
        _clock.Advance(_world.Settings.OperationTimeout);
        _watch.Look();
        _clock.Advance(_world.Settings.OperationGrace);
        _watch.Look();
        var given = await hanging;
        var abandoned = generation.AbandonedOperations;
        var echo = await InvokeAsync(association, new CEchoRq { SopClassUid = Uids.Verification });
        var folder = Directory.CreateDirectory(Path.Combine(_world.Settings.DataFolder, "fixture.misbehaver"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "release"), "", Token);
        await UntilAsync(() => generation.AbandonedOperations == 0 && generation.Operations == 0);

        Assert.Equal((DimseStatus.ProcessingFailure, "fixture.misbehaver did not end the operation"), (given.Status, given.Command.ErrorComment));
        Assert.Equal((1, DimseStatus.Success), (abandoned, echo.Status));
        Assert.Equal(1, generation.Quarantine.Faults);
    }

    [Fact]
    public async Task An_operation_that_heeds_its_cancellation_is_no_fault()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        var generation = _world.Slot("misbehaver").Current!;
        await using var association = await ConnectAsync(new ProposedContext(PatientRootFind));

        var waiting = FindAsync(association, "wait").ToListAsync(Token).AsTask();
        await UntilAsync(() => _watch.Running.Any(running => running.Operation.PendingResponses == 1));
        _watch.Look();
        _clock.Advance(_world.Settings.OperationTimeout);
        _watch.Look();
        var replies = await waiting;

        Assert.Equal((DimseStatus.OutOfResources, "The server ended the operation"), (replies[^1].Status, replies[^1].Command.ErrorComment));
        Assert.Equal((0, 0), (generation.Quarantine.Faults, generation.AbandonedOperations));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_served).WaitAsync(TimeSpan.FromSeconds(30));
        _watch.Dispose();
        _observers.Dispose();
        await _world.DisposeAsync();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 3_000, "It did not come about within a minute.");
            await Task.Delay(20, Token);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<DimseReply> InvokeAsync(Association association, DimseRq command) =>
        await association.InvokeAsync(association.Parameters.Find(command.SopClassUid)!, command, cancellationToken: Token);

    private static IAsyncEnumerable<DimseReply> FindAsync(Association association, string patientId, Uid? sopClass = null) =>
        FindAsync(association, patientId, sopClass ?? PatientRootFind, Token);

    private static IAsyncEnumerable<DimseReply> FindAsync(Association association, string patientId, Uid sopClass, CancellationToken cancel)
    {
        var identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "PATIENT").Set(Tags.PatientID, patientId).Build();
        var context = association.Parameters.Find(sopClass)!;
        return association.InvokeManyAsync(context, new CFindRq { SopClassUid = context.AbstractSyntax }, DataSetSource.Of(identifier), cancel);
    }

    private Task<Association> ConnectAsync(params ProposedContext[] contexts) => ConnectAsync(tellsLate: false, contexts);

    private async Task<Association> ConnectAsync(bool tellsLate, params ProposedContext[] contexts)
    {
        var (client, server) = DuplexPipe.Pair();
        var dispatcher = new Dispatcher(
            _world.Registry, _watch, new RetrievalBook(TimeProvider.System), _observers, NullLogger<Dispatcher>.Instance);
        var session = new AssociationSession(_world.Settings, _world.Access(), _counters, _world.Registry, dispatcher, _world.Telemetry, NullLogger.Instance);
        _served.Add(AssociationAcceptor.RunAsync(server, null, new AcceptorOptions(), new Recorder(session, _answered, tellsLate), CancellationToken.None));
        return await DicomClient.ConnectAsync(client, null, new AETitle("GANTRY"), new AETitle("TEST"), contexts, cancellationToken: Token);
    }

    /// <summary>Notes the status of each final response on its way out; may hold back, until then, those who are called when an operation is cancelled.</summary>
    private sealed class Recorder(AssociationSession session, ConcurrentQueue<DimseStatus> answered, bool tellsLate) : IAssociationHandler
    {
        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            session.NegotiateAsync(request, cancellationToken);

        public void OnEstablished(Association association) => session.OnEstablished(association);

        public ValueTask OnEndedAsync(Association association, AssociationEnd end) => session.OnEndedAsync(association, end);

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            using var answer = new ManualResetEventSlim();
            var answering = session.HandleAsync(request, responder, cancellationToken);
            await using var last = tellsLate ? cancellationToken.Register(() => answer.Wait(TimeSpan.FromSeconds(10), CancellationToken.None)) : default;
            var response = await answering;
            answer.Set();
            answered.Enqueue(response.Status);
            return response;
        }
    }
}
