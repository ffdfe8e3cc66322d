using System.Collections.Concurrent;
using System.Net;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Dicom.Network.Tests.Tls;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Gantry.Host.Tests.Plugins;
using Gantry.Host.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Nodes;

/// <summary>How plugins call remote AEs: a peer on a loopback port sees who calls.</summary>
public sealed class RemoteNodesTests : IAsyncDisposable
{
    private static readonly AETitle Pacs = new("PACS");
    private readonly PluginWorld _world = new();
    private readonly ConcurrentQueue<AssociationRequest> _asked = [];
    private readonly DicomServer _server;
    private readonly GantrySettings _settings;
    private readonly TestCertificates _certificates = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-remote-");
    private readonly RemoteNodes _nodes;
    private AsynchronousOperationsWindow? _window;

    public RemoteNodesTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "ca.pem"), _certificates.Authority.ExportCertificatePem());
        TestCertificates.Write(_folder.FullName, "host", _certificates.Issue("host"));
        _settings = _world.Settings with
        {
            AETitle = new AETitle("FIRST"),
            AETitles = [new AETitle("SECOND")],
            Tls = new TlsSettings
            {
                Certificate = Path.Combine(_folder.FullName, "host.pem"),
                Key = Path.Combine(_folder.FullName, "host.key"),
                TrustedAuthorities = Path.Combine(_folder.FullName, "ca.pem"),
            },
        };
        _server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new Handler(_asked, _window));
        _nodes = new RemoteNodes(
            _world.Nodes,
            _settings,
            new TlsStore(_settings, _world.Refusals, TimeProvider.System, NullLogger<TlsStore>.Instance),
            _world.Associations,
            _world.Metrics,
            TimeProvider.System);
        Know(_server.EndPoint.Port);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _server.DisposeAsync();
        await _world.DisposeAsync();
        _certificates.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Clients_of_one_AE_share_its_associations_which_are_listed_and_outlive_them()
    {
        await using (var one = _nodes.ClientOf(Node()))
        {
            Assert.Equal(DimseStatus.Success, await one.EchoAsync(Token));
        }

        await using var two = _nodes.ClientOf(Node());
        Assert.Equal(DimseStatus.Success, await two.EchoAsync(Token));

        Assert.Equal(("FIRST", "PACS"), (Assert.Single(_asked).CallingAETitle.Value, _asked.Single().CalledAETitle.Value));
        var open = Assert.Single(_world.Associations.List());
        Assert.True(open.Association.IsEstablished);
        Assert.Null(open.Origin);
    }

    [Theory]
    [InlineData("SECOND", "SECOND")]
    [InlineData("ANYTHING", "FIRST")] // what a peer called where that is not checked, and no title of the host's
    public async Task The_own_title_is_the_one_that_was_called(string asked, string expected)
    {
        var node = Node() with { CallingAETitle = new AETitle(asked) };
        await using var client = _nodes.ClientOf(node);
        await client.EchoAsync(Token);
        await using (await _nodes.OpenStorageAsync(node, [new StorageProposal(Uids.CTImageStorage, [TransferSyntax.ExplicitVRLittleEndian])], Token))
        {
            Assert.All(_asked, request => Assert.Equal(expected, request.CallingAETitle.Value));
        }

        Assert.Equal(2, _asked.Count);
    }

    [Theory]
    [InlineData(1, 0, 1)] // none is proposed
    [InlineData(8, 0, 8)] // as many as the peer may have
    [InlineData(8, 3, 3)]
    [InlineData(8, -1, 1)] // the peer knows no windows
    public async Task A_window_of_operations_is_proposed_for_storage_where_more_than_one_is_wanted(int wanted, int answered, int expected)
    {
        _window = answered < 0 ? null : new AsynchronousOperationsWindow((ushort)answered, 1);

        await using var association = await _nodes.OpenStorageAsync(
            Node() with { MaximumOperations = wanted }, [new StorageProposal(Uids.CTImageStorage, [TransferSyntax.ExplicitVRLittleEndian])], Token);

        Assert.Equal(expected, association.MaximumOperations);
        Assert.Equal(wanted > 1 ? new AsynchronousOperationsWindow((ushort)wanted, 1) : (AsynchronousOperationsWindow?)null, Assert.Single(_asked).UserInformation.AsynchronousOperationsWindow);
    }

    [Fact]
    public async Task What_the_administrator_changes_holds_for_the_next_client()
    {
        await using var before = _nodes.ClientOf(Node());
        await before.EchoAsync(Token);
        await using var other = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new Handler(_asked));
        var old = Assert.Single(_world.Associations.List()).Association;
        Know(other.EndPoint.Port);

        await using var after = _nodes.ClientOf(Node());
        await after.EchoAsync(Token);

        Assert.Equal(other.EndPoint.Port, after.Port);
        Assert.Equal(AssociationEndReason.Released, (await old.Ended.WaitAsync(TimeSpan.FromSeconds(30), Token)).Reason);
    }

    [Fact]
    public async Task An_AE_that_is_called_over_TLS_is_so_by_its_client_too()
    {
        var own = new TlsOptions
        {
            Certificate = TlsFiles.ReadCertificate(Path.Combine(_folder.FullName, "host.pem"), Path.Combine(_folder.FullName, "host.key")),
            Trust = new CertificateTrust { Authorities = [_certificates.Authority] },
        };
        await using var secured = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new Handler(_asked), tls: own.CreateServerOptions());
        Know(secured.EndPoint.Port, new RemoteTls());

        await using var client = _nodes.ClientOf(Node());

        Assert.Equal(DimseStatus.Success, await client.EchoAsync(Token));
        Assert.True(Assert.Single(_world.Associations.List()).IsSecured);
    }

    private void Know(int port, RemoteTls? tls = null) =>
        _world.Nodes.Put(Pacs, before => (before ?? new KnownAE { AETitle = Pacs }) with { Host = "127.0.0.1", Port = port, Tls = tls });

    private RemoteNode Node() => _nodes.TryGet(Pacs, out var node) ? node : throw new InvalidOperationException();

    private sealed class Handler(ConcurrentQueue<AssociationRequest> asked, AsynchronousOperationsWindow? window = null) : IAssociationHandler
    {
        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
        {
            asked.Enqueue(request);
            return new(AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)) with { AsynchronousOperationsWindow = window });
        }

        public ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken) => new(DimseStatus.Success);
    }
}
