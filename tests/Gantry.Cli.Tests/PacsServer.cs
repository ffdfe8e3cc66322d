using System.Collections.Concurrent;
using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Tests;

/// <summary>A DICOM peer on a free port: it takes everything, and does with requests what a test says.</summary>
internal sealed class PacsServer : IAsyncDisposable
{
    private readonly DicomServer _server;

    public PacsServer(TlsOptions? tls = null) =>
        _server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new Handler(this), tls: tls?.CreateServerOptions());

    /// <summary>As the command line names it.</summary>
    public string Name => $"PACS@127.0.0.1:{_server.EndPoint.Port}";

    public int Port => _server.EndPoint.Port;

    public ConcurrentQueue<AssociationRequest> Associations { get; } = [];

    public ConcurrentDictionary<string, DicomDataSet> Stored { get; } = [];

    public ConcurrentQueue<(DimseRq Command, DicomDataSet DataSet)> Requests { get; } = [];

    public Func<DimseRequest, DicomDataSet, IDimseResponder, CancellationToken, ValueTask<DimseResponse>> OnRequest { get; set; } = (_, _, _, _) => new(DimseStatus.Success);

    public Func<AssociationRequest, AssociationAnswer> OnNegotiate { get; set; } = request =>
        AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)) with { RoleSelections = request.UserInformation.RoleSelections };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Handler(PacsServer server) : IAssociationHandler
    {
        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
        {
            server.Associations.Enqueue(request);
            return new(server.OnNegotiate(request));
        }

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            var dataSet = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
            server.Requests.Enqueue((request.Command, dataSet));
            var response = await server.OnRequest(request, dataSet, responder, cancellationToken);
            if (request.Command is CStoreRq && response.Status == DimseStatus.Success)
            {
                server.Stored[request.Command.SopInstanceUid.Value] = dataSet;
            }

            return response;
        }
    }
}
