using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Dispatch;

/// <summary>The DIMSE-N services from a peer to a plugin and back, events in both directions included.</summary>
public sealed class NormalizedTests : IAsyncDisposable
{
    private static readonly Uid Media = new("1.2.840.10008.5.1.1.33");
    private static readonly Uid Commitment = new("1.2.840.10008.1.20.1");
    private static readonly Uid CommitmentInstance = new("1.2.840.10008.1.20.1.1");
    private static readonly DicomDataSet Patient = new DicomDataSetBuilder().Add(Tags.PatientID, "P1").Add(Tags.PatientName, "ANON^ONE").Build();
    private static readonly DicomDataSet Transaction = new DicomDataSetBuilder().Add(Tags.TransactionUID, "2.25.71").Build();
    private readonly PluginWorld _world = new();
    private readonly Peer _peer;

    public NormalizedTests() => _peer = new Peer(_world);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DataFolder => Path.Combine(_world.Settings.DataFolder, "fixture.steward");

    [Fact]
    public async Task An_instance_is_created_read_changed_and_deleted()
    {
        _world.Nodes.Put(new AETitle("TEST"), _ => new Remote.KnownAE { AETitle = new AETitle("TEST"), Operations = Host.Access.AccessOperations.All }); // to delete is to be allowed
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync(Media);

        var created = await association.NCreateAsync(Media, default, Patient, cancellationToken: Token);
        var instance = created.Command.AffectedSopInstanceUid;
        var all = await association.NGetAsync(Media, instance, cancellationToken: Token);
        var one = await association.NGetAsync(Media, instance, [Tags.PatientID], cancellationToken: Token);
        var set = await association.NSetAsync(Media, instance, new DicomDataSetBuilder().Add(Tags.PatientID, "P2").Build(), cancellationToken: Token);
        var changed = await association.NGetAsync(Media, instance, cancellationToken: Token);
        var deleted = await association.NDeleteAsync(Media, instance, cancellationToken: Token);
        var gone = await association.NDeleteAsync(Media, instance, cancellationToken: Token);

        Assert.Equal((DimseStatus.Success, false), (created.Status, instance.IsEmpty));
        Assert.Equal("ANON^ONE", all.ReadDataSet().GetString(Tags.PatientName));
        Assert.Equal([Tags.PatientID], one.ReadDataSet().Select(element => element.Tag));
        Assert.Equal((DimseStatus.Success, "P2"), (set.Status, changed.ReadDataSet().GetString(Tags.PatientID)));
        Assert.Equal((DimseStatus.Success, DimseStatus.NoSuchSopInstance), (deleted.Status, gone.Status));
    }

    [Fact]
    public async Task What_a_status_says_besides_comes_through()
    {
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync(Media);

        var refused = await association.NCreateAsync(Media, new Uid("2.25.5"), DicomDataSet.Empty, cancellationToken: Token);

        Assert.Equal(
            (DimseStatus.MissingAttribute, "No Patient ID", (ushort?)7), (refused.Status, refused.Command.ErrorComment, refused.Command.ErrorId));
        Assert.Equal([Tags.PatientID], refused.Command.AttributeIdentifierList);
    }

    [Fact]
    public async Task A_service_that_nobody_has_for_the_SOP_class_is_unrecognized()
    {
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync(Media, Commitment);

        var action = await association.NActionAsync(Media, new Uid("2.25.5"), 1, cancellationToken: Token);
        await _world.Registry.UnloadAsync(_world.Slot("steward"), null, Token);
        var unloaded = await association.NActionAsync(Commitment, CommitmentInstance, 1, cancellationToken: Token);

        Assert.Equal((DimseStatus.UnrecognizedOperation, "Not a service of this SOP class"), (action.Status, action.Command.ErrorComment));
        Assert.Equal((DimseStatus.NoSuchSopClass, "No plugin serves this SOP class"), (unloaded.Status, unloaded.Command.ErrorComment));
    }

    [Fact]
    public async Task A_handler_that_throws_is_answered_0110H_and_put_into_quarantine_0213H()
    {
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync(Commitment);

        var thrown = new List<DimseReply>();
        for (var i = 0; i <= new QuarantineOptions().Faults; i++)
        {
            thrown.Add(await association.NActionAsync(Commitment, CommitmentInstance, 3, Transaction, cancellationToken: Token));
        }

        Assert.Equal((DimseStatus.ProcessingFailure, "fixture.steward threw InvalidOperationException"), (thrown[0].Status, thrown[0].Command.ErrorComment));
        Assert.Equal((DimseStatus.ResourceLimitation, "fixture.steward is in quarantine after faults"), (thrown[^1].Status, thrown[^1].Command.ErrorComment));
    }

    [Fact]
    public async Task An_event_follows_its_action_on_the_same_association()
    {
        await _world.DropAndLoadAsync("Steward");
        var scu = new EventScu(DimseStatus.Success);
        await using var association = await _peer.ConnectAsync([new ProposedContext(Commitment)], handler: scu);

        var response = await association.NActionAsync(Commitment, CommitmentInstance, 1, Transaction, cancellationToken: Token);
        var (command, information) = await scu.Event.Task.WaitAsync(Token);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal((Commitment, CommitmentInstance, (ushort)1), (command.SopClassUid, command.SopInstanceUid, command.EventTypeId));
        Assert.Equal("2.25.71", information.GetString(Tags.TransactionUID));
        Assert.Equal("0000H ", await ReadAsync("answer"));
    }

    [Fact]
    public async Task An_event_may_come_before_the_response_too()
    {
        await _world.DropAndLoadAsync("Steward");
        var scu = new EventScu(new DimseResponse(DimseStatus.NoSuchEventType));
        await using var association = await _peer.ConnectAsync([new ProposedContext(Commitment)], handler: scu);

        var response = await association.NActionAsync(Commitment, CommitmentInstance, 4, Transaction, cancellationToken: Token);

        Assert.Equal((ushort)4, (await scu.Event.Task).Command.EventTypeId);
        Assert.Equal(DimseStatus.NoSuchEventType, response.Status); // the peer's answer to the event, passed on
    }

    [Fact]
    public async Task An_event_that_comes_too_late_for_its_association_fails_with_an_IOException_of_the_plugins()
    {
        await _world.DropAndLoadAsync("Steward");
        var scu = new EventScu(DimseStatus.Success) { Release = new TaskCompletionSource() };
        var association = await _peer.ConnectAsync([new ProposedContext(Commitment)], handler: scu);

        await association.NActionAsync(Commitment, CommitmentInstance, 1, Transaction, cancellationToken: Token);
        await scu.Event.Task.WaitAsync(Token);
        await association.AbortAsync();

        Assert.NotEmpty(await ReadAsync("failure"));
        scu.Release.SetResult();
        await association.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_event_goes_over_an_association_of_its_own_where_the_requestor_is_SCP_whether_the_role_is_answered_or_not(bool answers)
    {
        await _world.DropAndLoadAsync("Steward");
        var scu = new EventScu(DimseStatus.Success) { AnswersRoles = answers };
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => scu);
        _world.Nodes.Put(new AETitle("TEST"), _ => new Remote.KnownAE { AETitle = new AETitle("TEST"), Host = "127.0.0.1", Port = server.EndPoint.Port });
        await using (var association = await _peer.ConnectAsync(Commitment))
        {
            Assert.Equal(DimseStatus.Success, (await association.NActionAsync(Commitment, CommitmentInstance, 2, Transaction, cancellationToken: Token)).Status);
        }

        var (command, information) = await scu.Event.Task.WaitAsync(Token);

        Assert.Equal(((ushort)2, "2.25.71"), (command.EventTypeId, information.GetString(Tags.TransactionUID)));
        Assert.Equal([new RoleSelection(Commitment, false, true)], scu.Roles);
        Assert.Equal("0000H ", await ReadAsync("answer"));
    }

    [Fact]
    public async Task A_requestor_that_is_SCP_reports_events_to_the_plugin_that_takes_them()
    {
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync([new ProposedContext(Commitment) { Roles = ServiceRoles.Scp }]);

        var taken = await association.NEventReportAsync(Commitment, CommitmentInstance, 2, Transaction, cancellationToken: Token);
        var refused = await association.NEventReportAsync(Commitment, CommitmentInstance, 1, cancellationToken: Token);

        Assert.Equal((DimseStatus.Success, DimseStatus.NoSuchArgument), (taken.Status, refused.Status));
        Assert.Equal("2.25.71", await ReadAsync("event-2"));
    }

    [Fact]
    public async Task The_SCP_role_is_not_given_where_nobody_takes_events()
    {
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync([new ProposedContext(Media) { Roles = ServiceRoles.Scp | ServiceRoles.Scu }]);

        Assert.Equal(ServiceRoles.Scu, Assert.Single(association.Parameters.PresentationContexts).LocalRoles);
    }

    [Fact]
    public async Task A_data_set_that_is_too_long_or_no_data_set_is_a_status_and_the_association_goes_on()
    {
        await _world.DropAndLoadAsync("Steward");
        await using var association = await _peer.ConnectAsync(Media);
        var context = association.Parameters.Find(Media)!;
        var command = new NCreateRq { SopClassUid = Media };

        var huge = await association.InvokeAsync(context, command, DataSetSource.Of(new byte[5_000_000]), Token);
        var broken = await association.InvokeAsync(context, command, DataSetSource.Of(new byte[] { 8, 0, 5, 0, (byte)'C', (byte)'S', 200, 0, 1 }), Token);
        var good = await association.NCreateAsync(Media, default, Patient, cancellationToken: Token);

        Assert.Equal(
            [DimseStatus.ProcessingFailure, DimseStatus.ProcessingFailure, DimseStatus.Success], ((DimseReply[])[huge, broken, good]).Select(reply => reply.Status));
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _world.DisposeAsync();
    }

    private async Task<string> ReadAsync(string name)
    {
        var path = Path.Combine(DataFolder, name);
        for (var i = 0; !File.Exists(path) || new FileInfo(path).Length == 0; i++)
        {
            Assert.True(i < 1_500, $"{name} was not written within 30 seconds.");
            await Task.Delay(20, Token);
        }

        return await File.ReadAllTextAsync(path, Token);
    }

    /// <summary>An SCU that takes one event: on an association of its own asking, or as acceptor.</summary>
    private sealed class EventScu(DimseResponse answer) : IAssociationHandler
    {
        public TaskCompletionSource<(NEventReportRq Command, DicomDataSet Information)> Event { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool AnswersRoles { get; init; } = true;

        /// <summary>What the answer waits for; null for nothing.</summary>
        public TaskCompletionSource? Release { get; init; }

        public IEnumerable<RoleSelection> Roles { get; private set; } = [];

        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
        {
            Roles = request.UserInformation.RoleSelections;
            return ValueTask.FromResult(AssociationAnswer.Accept(request, proposal => proposal.AcceptFirst(_ => true)) with
            {
                RoleSelections = AnswersRoles ? request.UserInformation.RoleSelections : [],
            });
        }

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            Event.TrySetResult(((NEventReportRq)request.Command, await request.ReadDataSetAsync(cancellationToken: cancellationToken)));
            if (Release is not null)
            {
                await Release.Task;
            }

            return answer;
        }
    }
}
