namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>A requestor and an acceptor, joined by a transport in memory.</summary>
internal sealed class Pair : IAsyncDisposable
{
    public static readonly Uid CtImageStorage = new("1.2.840.10008.5.1.4.1.1.2");
    public static readonly Uid StudyRootFind = new("1.2.840.10008.5.1.4.1.2.2.1");
    public static readonly Uid StudyRootMove = new("1.2.840.10008.5.1.4.1.2.2.2");
    public static readonly Uid StudyRootGet = new("1.2.840.10008.5.1.4.1.2.2.3");
    public static readonly Uid StorageCommitment = new("1.2.840.10008.1.20.1");

    private Pair(Network.Association requestor, TestHandler handler, Task<AssociationEnd> acceptor)
    {
        Requestor = requestor;
        Handler = handler;
        Acceptor = acceptor;
    }

    public Network.Association Requestor { get; }

    public TestHandler Handler { get; }

    public Task<AssociationEnd> Acceptor { get; }

    public static async Task<Pair> CreateAsync(
        TestHandler? handler = null, RequestorOptions? options = null, AcceptorOptions? acceptorOptions = null, IDimseHandler? requestorHandler = null)
    {
        handler ??= new TestHandler();
        var (near, far) = DuplexPipe.Create();
        var acceptor = AssociationAcceptor.RunAsync(far, null, acceptorOptions ?? new AcceptorOptions(), handler, CancellationToken.None);
        var requestor = await DicomClient.ConnectAsync(
            near,
            null,
            new AETitle("GANTRY"),
            new AETitle("TESTER"),
            [
                ProposedContext.Verification,
                new(CtImageStorage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scu | ServiceRoles.Scp),
                new(StudyRootFind),
                new(StudyRootMove),
                new(StudyRootGet),
                new(StorageCommitment),
            ],
            options,
            requestorHandler);
        return new Pair(requestor, handler, acceptor);
    }

    public async ValueTask DisposeAsync()
    {
        await Requestor.DisposeAsync();
        await Acceptor.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
