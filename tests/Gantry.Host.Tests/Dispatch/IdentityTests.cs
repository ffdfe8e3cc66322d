using System.Text;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Settings;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Dispatch;

/// <summary>User identities, as a plugin checks them and the host contains the plugin.</summary>
public sealed class IdentityTests : IAsyncDisposable
{
    private static readonly Uid PatientRootFind = Uids.PatientRootQueryRetrieveInformationModelFind;
    private readonly PluginWorld _world = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<Peer> _peers = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(UserIdentityType.UserName, "anon", "", "ANON UserName None", "")]
    [InlineData(UserIdentityType.UserNameAndPasscode, "somebody", "open sesame", "SOMEBODY UserNameAndPasscode None", "")]
    [InlineData(UserIdentityType.Kerberos, "anon-ticket", "", "ANON-TICKET Kerberos None", "ticket of anon-ticket")]
    [InlineData(UserIdentityType.Saml, "anon-assertion", "", "ANON-ASSERTION Saml None", "ticket of anon-assertion")]
    [InlineData(UserIdentityType.JsonWebToken, "anon-token", "", "ANON-TOKEN JsonWebToken None", "")]
    public async Task An_identity_of_each_type_is_accepted_answered_and_known_to_the_handler(UserIdentityType type, string primary, string secondary, string told, string response)
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        await using var association = await ConnectAsync(UserIdentityPolicy.Require, Identity(type, primary, secondary, positiveResponse: true));

        var reply = await Peer.FindAsync(association, PatientRootFind);

        Assert.Equal((DimseStatus.Success, told), (reply.Status, reply.Command.ErrorComment));
        Assert.Equal(response, Encoding.UTF8.GetString(association.Parameters.UserIdentityResponse!.Value.Span));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_identity_that_is_refused_rejects_the_association_for_good(bool isRequired)
    {
        var policy = isRequired ? UserIdentityPolicy.Require : UserIdentityPolicy.Check;
        await _world.DropAndLoadAsync("Doorkeeper");

        foreach (var identity in (UserIdentity[])
        [
            Identity(UserIdentityType.UserName, "other"), Identity(UserIdentityType.UserNameAndPasscode, "anon", "wrong"), Identity((UserIdentityType)77, "anon"),
        ])
        {
            Assert.Equal(new AssociateRj(RejectResult.Permanent, RejectSource.ServiceProviderAcse, 1), await RejectionAsync(policy, identity));
        }
    }

    [Fact]
    public async Task Where_it_is_required_nobody_gets_in_without_and_nobody_unchecked()
    {
        var nobodyChecks = await RejectionAsync(UserIdentityPolicy.Require, Identity(UserIdentityType.UserName, "anon"));
        await _world.DropAndLoadAsync("Doorkeeper");
        var without = await RejectionAsync(UserIdentityPolicy.Require, null);

        Assert.Equal(AssociateRj.TemporaryCongestion, nobodyChecks);
        Assert.Equal(AssociateRj.UserIdentityRefused, without);
    }

    [Fact]
    public async Task Where_it_is_not_required_nobody_has_to_and_without_a_plugin_or_where_it_is_ignored_it_is_not_looked_at()
    {
        await using var unknown = await ConnectAsync(UserIdentityPolicy.Check, Identity(UserIdentityType.UserName, "other", positiveResponse: true));
        await _world.DropAndLoadAsync("Doorkeeper");
        await using var nobody = await ConnectAsync(UserIdentityPolicy.Check, null);
        await using var ignored = await ConnectAsync(UserIdentityPolicy.Ignore, Identity(UserIdentityType.UserName, "other"));

        Assert.True(unknown.IsEstablished);
        Assert.Equal("nobody  None", (await Peer.FindAsync(nobody, PatientRootFind)).Command.ErrorComment);
        Assert.Equal("nobody  None", (await Peer.FindAsync(ignored, PatientRootFind)).Command.ErrorComment);
    }

    [Fact]
    public async Task A_check_that_throws_rejects_for_now_and_ends_in_quarantine()
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var generation = _world.Slot("doorkeeper").Current!;
        for (var i = 0; i < new QuarantineOptions().Faults; i++)
        {
            Assert.Equal(AssociateRj.TemporaryCongestion, await RejectionAsync(UserIdentityPolicy.Check, Identity(UserIdentityType.UserName, "throw")));
        }

        var faults = generation.Quarantine.Faults;
        var quarantined = await RejectionAsync(UserIdentityPolicy.Check, Identity(UserIdentityType.UserName, "anon"));

        Assert.Equal(new QuarantineOptions().Faults, faults);
        Assert.Equal(AssociateRj.TemporaryCongestion, quarantined);
    }

    [Theory, InlineData("wait"), InlineData("hang")]
    public async Task A_check_that_does_not_end_rejects_for_now_when_its_time_is_over(string how)
    {
        await _world.DropAndLoadAsync("Doorkeeper");
        var generation = _world.Slot("doorkeeper").Current!;

        var folder = Directory.CreateDirectory(Path.Combine(_world.Settings.DataFolder, "fixture.doorkeeper"));
        var rejecting = RejectionAsync(UserIdentityPolicy.Check, Identity(UserIdentityType.UserName, how));
        await UntilAsync(() => File.Exists(Path.Combine(folder.FullName, "begun")));
        _clock.Advance(_world.Settings.UserIdentityTimeout);
        await UntilAsync(() =>
        {
            _clock.Advance(how == "hang" ? IdentityGate.Grace : TimeSpan.Zero);
            return rejecting.IsCompleted;
        });
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "release"), "", Token);
        await UntilAsync(() => generation.Operations == 0);

        Assert.Equal(AssociateRj.TemporaryCongestion, await rejecting);
        Assert.Equal(how == "hang" ? 1 : 0, generation.Quarantine.Faults);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }

        await _world.DisposeAsync();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1_500, "It did not come about within 30 seconds.");
            await Task.Delay(20, Token);
        }
    }

    private static UserIdentity Identity(UserIdentityType type, string primary, string secondary = "", bool positiveResponse = false) =>
        new(type, positiveResponse, Encoding.UTF8.GetBytes(primary), Encoding.UTF8.GetBytes(secondary));

    private async Task<AssociateRj?> RejectionAsync(UserIdentityPolicy policy, UserIdentity? identity) =>
        (await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(policy, identity))).End!.Rejection;

    private Task<Association> ConnectAsync(UserIdentityPolicy policy, UserIdentity? identity)
    {
        var peer = new Peer(_world, _clock) { Settings = _world.Settings with { UserIdentity = policy } };
        _peers.Add(peer);
        return peer.ConnectAsync([new ProposedContext(Uids.Verification), new ProposedContext(PatientRootFind)], new RequestorOptions { UserIdentity = identity });
    }
}
