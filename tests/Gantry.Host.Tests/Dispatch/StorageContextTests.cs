using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Dispatch;

/// <summary>Presentation contexts of storage SOP classes, by who calls.</summary>
public sealed class StorageContextTests : IAsyncDisposable
{
    private static readonly TransferSyntax Implicit = TransferSyntax.ImplicitVRLittleEndian;
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVRLittleEndian;
    private static readonly TransferSyntax BigEndian = TransferSyntax.ExplicitVRBigEndian;

    private readonly PluginWorld _world = new();

    private StorageContextGate Gate => new(_world.Registry, NullLogger.Instance);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_most_wanted_syntax_is_chosen_and_others_are_rejected()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var request = Request("PICKY", (Uids.EncapsulatedPDFStorage, [BigEndian, Implicit, Explicit]), (Uids.EncapsulatedPDFStorage, [Implicit]), (Uids.EncapsulatedPDFStorage, [BigEndian]));

        var answers = ContextPolicy.Answer(request, _world.Registry.Routing, Gate.Of(request)!).PresentationContexts;

        Assert.Equal((PresentationContextResult.Acceptance, Explicit), (answers[0].Result, answers[0].TransferSyntax));
        Assert.Equal((PresentationContextResult.Acceptance, Implicit), (answers[1].Result, answers[1].TransferSyntax));
        Assert.Equal(PresentationContextResult.TransferSyntaxesNotSupported, answers[2].Result);
    }

    [Fact]
    public async Task What_an_AE_takes_back_by_C_GET_is_its_own_affair_and_other_services_are_not_concerned()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var find = Uids.PatientRootQueryRetrieveInformationModelFind;
        var request = Request("PICKY", (Uids.EncapsulatedPDFStorage, [BigEndian]), (find, [BigEndian]));
        var both = new AssociationRequest(
            request.Rq with { UserInformation = request.UserInformation with { RoleSelections = [new RoleSelection(Uids.EncapsulatedPDFStorage, Scu: false, Scp: true)] } }, null);

        Assert.All(ContextPolicy.Answer(both, _world.Registry.Routing, Gate.Of(both)!).PresentationContexts, answer => Assert.Equal(PresentationContextResult.Acceptance, answer.Result));
    }

    [Fact]
    public async Task Other_callers_get_what_they_propose_first()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var request = Request("OTHER", (Uids.EncapsulatedPDFStorage, [BigEndian, Explicit]));

        Assert.Equal(BigEndian, Assert.Single(ContextPolicy.Answer(request, _world.Registry.Routing, Gate.Of(request)!).PresentationContexts).TransferSyntax);
    }

    [Fact]
    public async Task A_policy_that_throws_lets_nobody_store_for_now_and_counts_towards_quarantine()
    {
        var slot = await _world.DropAndLoadAsync("Doorkeeper");
        var request = Request("THROWS", (Uids.EncapsulatedPDFStorage, [Explicit]));

        for (var i = 0; i < new QuarantineOptions().Faults; i++)
        {
            Assert.Null(Gate.Of(request));
        }

        Assert.False(slot.Current!.Quarantine.Admits());
        Assert.NotNull(Gate.Of(Request("THROWS", (Uids.Verification, [Explicit])))); // nothing to ask about
    }

    [Fact]
    public void Where_nobody_decides_all_is_taken() => Assert.Same(StorageContexts.All, Gate.Of(Request("PICKY", (Uids.EncapsulatedPDFStorage, [Explicit]))));

    private static AssociationRequest Request(string calling, params (Uid SopClass, TransferSyntax[] TransferSyntaxes)[] contexts) => new(
        new AssociateRq
        {
            CalledAETitle = new AETitle("GANTRY"),
            CallingAETitle = new AETitle(calling),
            PresentationContexts = [.. contexts.Select((context, index) => new PresentationContextProposal((byte)((2 * index) + 1), context.SopClass, [.. context.TransferSyntaxes]))],
            UserInformation = new UserInformation(),
        },
        null);
}
