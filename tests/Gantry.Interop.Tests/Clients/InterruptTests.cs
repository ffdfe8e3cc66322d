using System.Diagnostics;
using System.Net;
using System.Text;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Ctrl-C while a verb is under way, on the real process; and what goes on where it ended.</summary>
public sealed class InterruptTests : IDisposable
{
    private const int Images = 4;
    private const int Interrupted = 130;
    private readonly TemporaryFolder _folder = new();
    private readonly Uid _study = Uid.New();
    private readonly Uid _series = Uid.New();
    private readonly string _images;
    private readonly Uid[] _instances;

    public InterruptTests()
    {
        _images = _folder.Folder("images");
        _instances = [.. Enumerable.Range(1, Images).Select(number =>
        {
            var sample = Samples.Make(_study, _series, number);
            File.WriteAllBytes(Path.Combine(_images, $"{number}.dcm"), sample.File());
            return sample.Instance;
        })];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_that_is_interrupted_goes_on_with_what_was_not_acknowledged()
    {
        var journal = _folder.File("journal");
        var peer = new Archive(hangsAfter: 2);
        await using (var server = peer.Start())
        {
            using var process = Start(out var output, "store", server, _images, "-a", "1", "--resume", journal);
            await peer.Hangs.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await InterruptAsync(process, output);
            Assert.Equal(2, File.ReadAllLines(journal).Length);
        }

        peer = new Archive();
        await using (var server = peer.Start())
        {
            // Another port is another peer to the journal: the lines are made those of this one.
            File.WriteAllText(journal, Rename(File.ReadAllText(journal), server));
            var resumed = (await RunAsync("store", server, _images, "--resume", journal)).Succeeded();
            Assert.Contains("2 stored", resumed.Output, StringComparison.Ordinal);
            Assert.Equal(2, peer.Stored);
        }
    }

    [Fact]
    public async Task A_get_that_is_interrupted_is_cancelled_at_the_peer_and_goes_on_with_what_is_missing()
    {
        var brought = _folder.Folder("brought");
        var peer = new Archive(hangsAfter: 2) { Images = _images, Instances = _instances, Study = _study, Series = _series };
        await using (var server = peer.Start())
        {
            using var process = Start(out var output, "get", server, "--study", _study.Value, "-o", brought);
            await peer.Hangs.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await InterruptAsync(process, output);
            Assert.Equal(OperationCancellation.PeerCancelled, peer.Cancellation);
            Assert.Equal(2, Directory.GetFiles(brought).Length);
        }

        peer = new Archive { Images = _images, Instances = _instances, Study = _study, Series = _series };
        await using (var server = peer.Start())
        {
            var resumed = (await RunAsync("get", server, "--study", _study.Value, "-o", brought, "--resume")).Succeeded();
            Assert.Contains("2 there already", resumed.Output, StringComparison.Ordinal);
            Assert.Equal((Images, 2), (Directory.GetFiles(brought).Length, peer.Sent));
        }
    }

    private static async Task InterruptAsync(Process process, StringBuilder output)
    {
        Signals.Interrupt(process);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == Interrupted, $"It ended with {process.ExitCode}: {Programs.Text(output)}");
    }

    private static Process Start(out StringBuilder output, string verb, DicomServer server, params string[] arguments) =>
        Programs.Start("dotnet", [Checkout.CliAssembly, verb, Name(server), .. arguments], out output);

    private static Task<CommandResult> RunAsync(string verb, DicomServer server, params string[] arguments) =>
        Programs.RunAsync("dotnet", [Checkout.CliAssembly, verb, Name(server), .. arguments]);

    private static string Name(DicomServer server) => $"ARCHIVE@127.0.0.1:{server.EndPoint.Port}";

    private static string Rename(string journal, DicomServer server) =>
        System.Text.RegularExpressions.Regex.Replace(journal, @"ARCHIVE@127\.0\.0\.1:\d+", Name(server));

    /// <summary>A peer that keeps nothing, and does not go on after some instances.</summary>
    private sealed class Archive(int hangsAfter = int.MaxValue) : IAssociationHandler
    {
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Images { get; init; } = "";

        public Uid[] Instances { get; init; } = [];

        public Uid Study { get; init; }

        public Uid Series { get; init; }

        public int Stored { get; private set; }

        public int Sent { get; private set; }

        public OperationCancellation Cancellation { get; private set; }

        public Task Hangs => _hangs.Task;

        public DicomServer Start() => DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => this);

        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            new(AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)) with { RoleSelections = request.UserInformation.RoleSelections });

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            var identifier = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
            switch (request.Command)
            {
                case CStoreRq:
                    await HangAfterAsync(Stored, request, cancellationToken);
                    Stored++;
                    return DimseStatus.Success;
                case CFindRq:
                    return await FindAsync(identifier, responder, cancellationToken);
                case CGetRq:
                    return await SendAsync(identifier, request, cancellationToken);
                default:
                    return DimseStatus.Success;
            }
        }

        private async Task<DimseResponse> FindAsync(DicomDataSet identifier, IDimseResponder responder, CancellationToken cancellationToken)
        {
            var (tag, uids) = identifier.GetString(Tags.QueryRetrieveLevel) switch
            {
                "STUDY" => (Tags.StudyInstanceUID, [Study]),
                "SERIES" => (Tags.SeriesInstanceUID, [Series]),
                _ => (Tags.SOPInstanceUID, Instances),
            };
            foreach (var uid in uids)
            {
                var match = new DicomDataSetBuilder().Set(tag, uid).Set(Tags.SOPClassesInStudy, Samples.CTImage).Build();
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(match) }, cancellationToken);
            }

            return DimseStatus.Success;
        }

        private async Task<DimseResponse> SendAsync(DicomDataSet identifier, DimseRequest request, CancellationToken cancellationToken)
        {
            Uid[] wanted = [.. identifier.GetUids(Tags.SOPInstanceUID)];
            for (var i = 0; i < Instances.Length; i++)
            {
                if (wanted.Length > 0 && !wanted.Contains(Instances[i]))
                {
                    continue;
                }

                await HangAfterAsync(Sent, request, cancellationToken);
                await using var file = File.OpenRead(Path.Combine(Images, $"{i + 1}.dcm"));
                await request.Association.StoreAsync(await StoreRequest.FromPart10Async(file, cancellationToken), cancellationToken);
                Sent++;
            }

            return new DimseResponse(DimseStatus.Success) { SubOperations = new(null, (ushort)Sent, 0, 0) };
        }

        private async Task HangAfterAsync(int done, DimseRequest request, CancellationToken cancellationToken)
        {
            if (done < hangsAfter)
            {
                return;
            }

            _hangs.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Cancellation = request.Cancellation;
            }
        }
    }
}
