using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Listener;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Access;

/// <summary>Who is let in, and who is told what (PS3.8 §9.3.4).</summary>
public sealed class AccessControlTests : IDisposable
{
    private static readonly AETitle Ct = new("CT1");
    private static readonly IPAddress Here = IPAddress.Parse("10.1.2.3");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("10.9.9.9");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-access-");
    private readonly FakeTimeProvider _clock = new();
    private readonly NodeStore _nodes;
    private readonly Dictionary<string, IPAddress[]> _names = [];
    private int _asked;

    public AccessControlTests() => _nodes = new NodeStore(Path.Combine(_folder.FullName, "nodes.json"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Local", "127.0.0.1", null)]
    [InlineData("Local", "::1", null)]
    [InlineData("Local", "::ffff:127.0.0.1", null)]
    [InlineData("Local", "10.1.2.3", "UnknownCaller")]
    [InlineData("Known", "127.0.0.1", "UnknownCaller")]
    [InlineData("Open", "10.1.2.3", null)]
    public async Task A_caller_that_nobody_knows_is_let_in_by_the_policy(string policy, string address, string? refusal)
    {
        var grant = await DecideAsync(Control(Enum.Parse<AccessPolicy>(policy)), IPAddress.Parse(address));

        Assert.Equal(refusal, grant.Refusal?.Reason.ToString());
        Assert.Equal(refusal is null ? AccessOperations.Usual : AccessOperations.None, grant.Operations);
        Assert.False(grant.Operations.HasFlag(AccessOperations.Delete));
    }

    [Fact]
    public async Task A_caller_from_one_of_this_machines_own_addresses_is_local()
    {
        var origin = AssociationOrigin.Of(Listener(), new IPEndPoint(Here, 40_000), new IPEndPoint(Here, 11_112));

        Assert.Null((await Control(AccessPolicy.Local).DecideAsync(Ct, new AETitle("GANTRY"), origin, Token)).Refusal);
    }

    [Theory]
    [InlineData("10.1.2.3", null)]
    [InlineData("10.9.9.9", "WrongAddress")]
    [InlineData("127.0.0.1", "WrongAddress")]
    public async Task A_known_AE_calls_from_its_host_and_from_nowhere_else_whatever_the_policy(string address, string? refusal)
    {
        Put(new KnownAE { AETitle = Ct, Host = "10.1.2.3", Port = 104 });

        foreach (var policy in Enum.GetValues<AccessPolicy>())
        {
            Assert.Equal(refusal, (await DecideAsync(Control(policy), IPAddress.Parse(address))).Refusal?.Reason.ToString());
        }
    }

    [Fact]
    public async Task A_known_AE_of_this_machine_calls_from_any_address_of_it()
    {
        Put(new KnownAE { AETitle = Ct, Host = "127.0.0.1", Port = 104 });

        Assert.Null((await DecideAsync(Control(AccessPolicy.Known), IPAddress.IPv6Loopback)).Refusal);
    }

    [Fact]
    public async Task Addresses_that_are_said_hold_in_place_of_the_host()
    {
        Put(new KnownAE { AETitle = Ct, Host = "10.9.9.9", Port = 104, Addresses = Rules("10.1.0.0/16", "2001:db8::/32") });
        var control = Control(AccessPolicy.Known);

        Assert.Null((await DecideAsync(control, Here)).Refusal);
        Assert.Null((await DecideAsync(control, IPAddress.Parse("2001:db8::7"))).Refusal);
        Assert.Equal(RefusalReason.WrongAddress, (await DecideAsync(control, Elsewhere)).Refusal!.Reason);
    }

    [Fact]
    public async Task A_host_name_is_resolved_and_asked_for_again_after_a_minute_only()
    {
        Put(new KnownAE { AETitle = Ct, Host = "ct1.hospital.example", Port = 104 });
        _names["ct1.hospital.example"] = [Here];
        var control = Control(AccessPolicy.Known);

        Assert.Null((await DecideAsync(control, Here)).Refusal);
        Assert.Equal(RefusalReason.WrongAddress, (await DecideAsync(control, Elsewhere)).Refusal!.Reason);
        Assert.Equal(1, _asked);

        _names["ct1.hospital.example"] = [Elsewhere];
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await DecideAsync(control, Elsewhere)).Refusal);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_host_name_that_cannot_be_resolved_now_is_refused_for_now()
    {
        Put(new KnownAE { AETitle = Ct, Host = "nowhere.example", Port = 104 });

        var refusal = (await DecideAsync(Control(AccessPolicy.Known), Here)).Refusal!;

        Assert.Equal((RefusalReason.UnresolvedName, AssociateRj.TemporaryCongestion), (refusal.Reason, refusal.Rejection));
    }

    [Fact]
    public async Task An_AE_that_is_bound_to_a_certificate_is_let_in_with_that_one_alone()
    {
        var fingerprint = new string('A', 64);
        Put(new KnownAE { AETitle = Ct, Addresses = [AddressRule.Any], Certificates = [fingerprint] });
        var control = Control(AccessPolicy.Open);
        var plain = AssociationOrigin.Of(Listener(), new IPEndPoint(Here, 1), null);

        Assert.Equal(RefusalReason.WrongCertificate, (await DecideAsync(control, plain)).Refusal!.Reason);
        Assert.Equal(RefusalReason.WrongCertificate, (await DecideAsync(control, plain with { Certificate = new string('B', 64) })).Refusal!.Reason);
        Assert.Null((await DecideAsync(control, plain with { Certificate = fingerprint })).Refusal);
    }

    [Fact]
    public async Task A_spoofed_caller_is_told_no_more_than_one_that_is_not_known()
    {
        Put(new KnownAE { AETitle = Ct, Host = "10.1.2.3", Port = 104 });
        var control = Control(AccessPolicy.Known);

        Assert.Equal(AssociateRj.CallingAETitleNotRecognized, (await DecideAsync(control, Elsewhere)).Refusal!.Rejection);
        Assert.Equal(AssociateRj.CallingAETitleNotRecognized, (await DecideAsync(control, Elsewhere, calling: "SOMEBODY")).Refusal!.Rejection);
    }

    [Theory]
    [InlineData("GANTRY", true, null)]
    [InlineData("SECOND", true, null)]
    [InlineData("ANY-SCP", true, "UnknownCalledAE")]
    [InlineData("gantry", true, "UnknownCalledAE")]
    [InlineData("../B", true, "UnknownCalledAE")]
    [InlineData("ANY-SCP", false, null)]
    public async Task The_called_AE_must_be_one_that_the_port_serves(string called, bool check, string? refusal)
    {
        var grant = await DecideAsync(Control(AccessPolicy.Local, check), IPAddress.Loopback, called: called);

        Assert.Equal(refusal, grant.Refusal?.Reason.ToString());
        Assert.Equal(refusal is null ? null : AssociateRj.CalledAETitleNotRecognized, grant.Refusal?.Rejection);
    }

    [Fact]
    public void What_a_caller_may_do_is_what_is_said_now()
    {
        var control = Control(AccessPolicy.Local);
        var far = AssociationOrigin.Of(Listener(), new IPEndPoint(Here, 1), null);
        Put(new KnownAE { AETitle = Ct, Host = "10.1.2.3", Port = 104, Operations = AccessOperations.Echo });
        Assert.Equal(AccessOperations.Echo, control.Operations(Ct, far));

        _nodes.Remove(Ct);
        Assert.Equal(AccessOperations.None, control.Operations(Ct, far));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ListenerSettings Listener() => new(ListenerSettings.Main, IPAddress.Any, 11_112, [new AETitle("GANTRY"), new AETitle("SECOND")], null);

    private static ImmutableArray<AddressRule> Rules(params string[] texts) => [.. texts.Select(NodeEntry.Rule)];

    private void Put(KnownAE node) => _nodes.Put(node.AETitle, _ => node);

    private AccessControl Control(AccessPolicy policy, bool check = true)
    {
        var settings = new GantrySettings
        {
            AETitle = new AETitle("GANTRY"),
            DicomAddress = IPAddress.Any,
            DicomPort = 0,
            HttpPort = 0,
            DataFolder = _folder.FullName,
            PluginFolder = _folder.FullName,
            MaximumAssociations = 10,
            IdleTimeout = TimeSpan.FromMinutes(1),
            DrainTimeout = TimeSpan.FromMinutes(1),
            WatchPlugins = false,
            Plugins = new Dictionary<string, IReadOnlyDictionary<string, string?>>(),
            Access = new AccessSettings { Policy = policy, CheckCalledAETitle = check },
        };
        var names = new HostAddresses(_clock)
        {
            Resolve = (name, _) =>
            {
                _asked++;
                return _names.TryGetValue(name, out var addresses) ? Task.FromResult(addresses) : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
            },
        };
        return new AccessControl(settings, _nodes, names);
    }

    private static Task<AccessGrant> DecideAsync(AccessControl control, IPAddress from, string calling = "CT1", string called = "GANTRY") =>
        DecideAsync(control, AssociationOrigin.Of(Listener(), new IPEndPoint(from, 40_000), new IPEndPoint(IPAddress.Parse("10.0.0.1"), 11_112)), calling, called);

    private static Task<AccessGrant> DecideAsync(AccessControl control, AssociationOrigin origin, string calling = "CT1", string called = "GANTRY") =>
        control.DecideAsync(new AETitle(calling), new AETitle(called), origin, Token).AsTask();
}
