using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Listener;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Gantry.Host.Tests.Dispatch;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Access;

/// <summary>Associations that come from an address, in memory: what their peers see.</summary>
public sealed class GateTests : IAsyncDisposable
{
    private static readonly Uid Ct = new("1.2.840.10008.5.1.4.1.1.2");
    private static readonly Uid Mr = new("1.2.840.10008.5.1.4.1.1.4");
    private readonly PluginWorld _world = new();
    private readonly OperationWatch _watch;
    private readonly AssociationCounters _counters = new();
    private readonly List<Task> _served = [];

    public GateTests() => _watch = new OperationWatch(_world.Settings, TimeProvider.System, NullLogger<OperationWatch>.Instance);

    [Fact]
    public async Task An_unknown_caller_is_rejected_and_listed_and_let_in_once_it_is_known()
    {
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync("10.1.2.3"));

        Assert.Equal(AssociateRj.CallingAETitleNotRecognized, rejected.End!.Rejection);
        var entry = Assert.Single(_world.Refusals.List());
        Assert.Equal(("CT1", "10.1.2.3", RefusalReason.UnknownCaller), (entry.CallingAETitle.Value, entry.Address!.ToString(), entry.Reason));

        Put(AccessOperations.Usual);
        await using var association = await ConnectAsync("10.1.2.3");
        Assert.Equal(DimseStatus.Success, await association.EchoAsync(Token));
    }

    [Fact]
    public async Task Contexts_of_what_the_caller_may_not_do_are_refused_by_the_user_and_the_others_accepted()
    {
        await _world.DropAndLoadAsync("FinderOne");
        Put(AccessOperations.Echo);

        var answer = await NegotiateAsync(
            new ProposedContext(Uids.Verification), new ProposedContext(PluginWorld.StudyRootFind), new ProposedContext(new Uid("1.2.840.10008.5.1.4.31")));

        Assert.Equal(
            [PresentationContextResult.Acceptance, PresentationContextResult.UserRejection, PresentationContextResult.AbstractSyntaxNotSupported],
            answer.PresentationContexts.Select(context => context.Result));
        var entry = Assert.Single(_world.Refusals.List());
        Assert.Equal((RefusalReason.NotAllowed, "CT1 asked for what it may not do: query."), (entry.Reason, entry.Detail));
    }

    [Theory]
    [InlineData("retrieve", PresentationContextResult.Acceptance, false, true)]
    [InlineData("store", PresentationContextResult.Acceptance, true, false)]
    [InlineData("query", PresentationContextResult.UserRejection, false, false)]
    [InlineData("store,retrieve", PresentationContextResult.Acceptance, true, true)]
    public void The_roles_of_a_storage_class_are_those_that_storing_and_retrieving_need(string names, PresentationContextResult result, bool scu, bool scp)
    {
        var allowed = AccessOperationNames.Parse(names.Split(',')).Operations!.Value;
        var request = Request([new ProposedContext(Ct, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scu | ServiceRoles.Scp), new ProposedContext(Mr)]);
        var answer = AssociationAnswer.Accept(request, proposal => proposal.AcceptFirst(_ => true)) with { RoleSelections = request.UserInformation.RoleSelections };

        var narrowed = ContextFilter.Apply(answer, request, Host.Plugins.Registry.RoutingTable.Empty, allowed);

        Assert.Equal(result, narrowed.PresentationContexts[0].Result);
        Assert.Equal((scu, scp), (narrowed.RoleSelections[0].Scu, narrowed.RoleSelections[0].Scp));
        Assert.Equal( // one that does not ask for a role stores
            allowed.HasFlag(AccessOperations.Store) ? PresentationContextResult.Acceptance : PresentationContextResult.UserRejection, narrowed.PresentationContexts[1].Result);
    }

    [Fact]
    public async Task What_is_taken_from_a_caller_is_refused_to_its_open_association_and_given_back_without_a_new_one()
    {
        await _world.DropAndLoadAsync("FinderOne");
        Put(AccessOperations.Usual);
        await using var association = await ConnectAsync("10.1.2.3", new ProposedContext(Uids.Verification), new ProposedContext(PluginWorld.StudyRootFind));
        var before = await Peer.FindAsync(association, PluginWorld.StudyRootFind);

        Put(AccessOperations.Echo);
        var without = await Peer.FindAsync(association, PluginWorld.StudyRootFind);
        var echo = await association.EchoAsync(Token);
        Put(AccessOperations.Usual);
        var after = await Peer.FindAsync(association, PluginWorld.StudyRootFind);

        Assert.Equal((DimseStatus.NotAuthorized, "The calling AE may not query"), (without.Status, without.Command.ErrorComment));
        Assert.Equal((DimseStatus.Success, before.Status), (echo, after.Status));
        Assert.NotEqual(DimseStatus.NotAuthorized, before.Status);
    }

    [Fact]
    public async Task The_limit_of_an_AE_is_its_own_and_a_place_is_free_when_an_association_ends()
    {
        Put(AccessOperations.Usual, most: 2);
        await using var one = await ConnectAsync("10.1.2.3");
        var two = await ConnectAsync("10.1.2.3");

        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync("10.1.2.3"));
        await using var other = await ConnectAsync("127.0.0.1", "ANOTHER");
        await two.DisposeAsync();
        await Task.WhenAny(_served[1], Task.Delay(TimeSpan.FromSeconds(30), Token));
        await using var again = await ConnectAsync("10.1.2.3");

        Assert.Equal(AssociateRj.LocalLimitExceeded, rejected.End!.Rejection);
        Assert.Equal(RefusalReason.TooManyOfAE, Assert.Single(_world.Refusals.List()).Reason);
    }

    [Fact]
    public void The_limit_of_an_address_is_each_address_own_and_all_have_one_together()
    {
        var limits = new AssociationLimits(_world.Settings with { MaximumAssociations = 5, Access = new AccessSettings { MaximumAssociationsPerAddress = 2 } });
        var (ae, here, there) = (new AETitle("CT1"), IPAddress.Parse("10.1.2.3"), IPAddress.Parse("10.1.2.4"));

        Assert.Equal([null, null, RefusalReason.TooManyOfAddress], Enter(here, here, here));
        Assert.Equal([null, null, RefusalReason.TooManyOfAddress], Enter(there, there, there));
        Assert.Equal([null, RefusalReason.TooMany], Enter(null, null)); // of this machine, not counted by address
        limits.Leave(ae, here);
        Assert.Equal([RefusalReason.TooManyOfAddress, null], Enter(there, here));

        List<RefusalReason?> Enter(params IPAddress?[] from) => [.. from.Select(address => limits.Enter(ae, address, null)?.Reason)];
    }

    [Fact]
    public async Task A_thousand_refused_callers_leave_no_place_taken()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync("10.1.2.3"));
        }

        await Task.WhenAll(_served);
        await using var association = await ConnectAsync("127.0.0.1");
        Assert.Equal(1_000, Assert.Single(_world.Refusals.List()).Count);
        Assert.Equal((1_000L, 1), (_counters.Rejected, _counters.Current));
        Assert.Single(_world.Associations.List());
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_served).WaitAsync(TimeSpan.FromSeconds(30));
        _watch.Dispose();
        await _world.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void Put(AccessOperations operations, int? most = null) => _world.Nodes.Put(new AETitle("CT1"), _ => new KnownAE
    {
        AETitle = new AETitle("CT1"),
        Addresses = [NodeEntry.Rule("10.1.0.0/16")],
        Operations = operations,
        MaximumAssociations = most,
    });

    private static AssociationRequest Request(IReadOnlyCollection<ProposedContext> contexts) => new(
        new AssociateRq
        {
            CalledAETitle = new AETitle("GANTRY"),
            CallingAETitle = new AETitle("CT1"),
            PresentationContexts =
            [
                .. contexts.Select((context, index) => new PresentationContextProposal((byte)((2 * index) + 1), context.AbstractSyntax, context.TransferSyntaxes)),
            ],
            UserInformation = new UserInformation
            {
                RoleSelections = [.. contexts.Where(context => context.Roles != ServiceRoles.Scu).Select(context => new RoleSelection(context.AbstractSyntax, true, true))],
            },
        },
        new IPEndPoint(IPAddress.Parse("10.1.2.3"), 40_000));

    private AssociationSession Session(string address)
    {
        var dispatcher = new Dispatcher(
            _world.Registry, _watch, new RetrievalBook(TimeProvider.System), new Observers(_world.Registry, NullLogger<Observers>.Instance), NullLogger<Dispatcher>.Instance);
        var origin = AssociationOrigin.Of(_world.Settings.Listeners[0], new IPEndPoint(IPAddress.Parse(address), 40_000), null);
        return new AssociationSession(_world.Settings, _world.Access(origin), _counters, _world.Registry, dispatcher, _world.Telemetry, NullLogger.Instance);
    }

    private async Task<AssociationAnswer> NegotiateAsync(params ProposedContext[] contexts) =>
        await Session("10.1.2.3").NegotiateAsync(Request(contexts), Token);

    private Task<Association> ConnectAsync(string address, params ProposedContext[] contexts) => ConnectAsync(address, "CT1", contexts);

    private async Task<Association> ConnectAsync(string address, string calling, params ProposedContext[] contexts)
    {
        var (client, server) = DuplexPipe.Pair();
        _served.Add(AssociationAcceptor.RunAsync(
            server, new IPEndPoint(IPAddress.Parse(address), 40_000), new AcceptorOptions(), Session(address), CancellationToken.None));
        return await DicomClient.ConnectAsync(
            client, null, new AETitle("GANTRY"), new AETitle(calling), contexts.Length == 0 ? [ProposedContext.Verification] : contexts, cancellationToken: Token);
    }
}
