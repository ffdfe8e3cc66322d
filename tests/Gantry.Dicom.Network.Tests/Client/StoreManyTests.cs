using System.Collections.Concurrent;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class StoreManyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-store-").FullName;
    private readonly Outcomes _outcomes = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_is_sent_with_the_contexts_its_files_need()
    {
        for (var i = 0; i < 50; i++)
        {
            Write(i, i % 2 == 0 ? Uids.CTImageStorage : Uids.MRImageStorage, i % 5 == 0 ? TransferSyntax.ImplicitVRLittleEndian : TransferSyntax.ExplicitVRLittleEndian);
        }

        var received = new ConcurrentDictionary<string, byte[]>();
        await using var peer = new ClientPeer { OnRequest = Keeping(received) };
        await using var client = peer.CreateClient();
        var summary = await client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { Progress = _outcomes });
        Assert.Equal((50, 0, 0), (summary.Stored, summary.Warnings, summary.Failed));
        Assert.Equal(50, received.Count);
        Assert.All(peer.Requests, request => Assert.Equal(4, request.PresentationContexts.Length));
        Assert.All(_outcomes.All, outcome => Assert.Equal((StoreResult.Stored, 1, outcome.Source.Name), (outcome.Result, outcome.Attempts, outcome.Source.Name)));

        // Byte for byte what the files have.
        foreach (var outcome in _outcomes.All)
        {
            var file = await File.ReadAllBytesAsync(outcome.Source.Name);
            Assert.True(file.AsSpan().EndsWith(received[outcome.SopInstanceUid.Value]));
            Assert.Equal(outcome.Bytes, received[outcome.SopInstanceUid.Value].Length);
        }
    }

    [Fact]
    public async Task More_contexts_than_an_association_has_make_another_one()
    {
        for (var i = 0; i < 300; i++)
        {
            Write(i, new Uid($"1.2.3.{i}"), TransferSyntax.ExplicitVRLittleEndian); // a class and two syntaxes each
        }

        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient();
        var summary = await client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { MaximumAssociations = 1, Progress = _outcomes });
        Assert.Equal(300, summary.Stored);
        Assert.All(peer.Requests, request => Assert.InRange(request.PresentationContexts.Length, 2, 128));
        Assert.InRange(peer.Requests.Count, 5, 300);
    }

    [Fact]
    public async Task What_the_peer_takes_in_another_native_syntax_is_converted_and_what_it_takes_not_at_all_is_told()
    {
        Write(1, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        Write(2, Uids.CTImageStorage, new TransferSyntax(Uids.JPEGBaseline8Bit));
        Write(3, Uids.MRImageStorage, TransferSyntax.ExplicitVRBigEndian);
        Write(4, Uids.UltrasoundImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        var received = new ConcurrentDictionary<string, byte[]>();
        await using var peer = new ClientPeer
        {
            OnRequest = Keeping(received),
            OnNegotiate = request => AssociationAnswer.Accept(request, p => p.AbstractSyntax == Uids.UltrasoundImageStorage || p.TransferSyntaxes[0] != TransferSyntax.ImplicitVRLittleEndian
                ? new(p.Id, PresentationContextResult.TransferSyntaxesNotSupported, p.TransferSyntaxes[0])
                : new(p.Id, PresentationContextResult.Acceptance, p.TransferSyntaxes[0])),
        };
        await using var client = peer.CreateClient();
        var summary = await client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { Progress = _outcomes });
        Assert.Equal((2, 2), (summary.Stored, summary.Failed));
        Assert.Equal([StoreResult.Stored, StoreResult.NotAccepted, StoreResult.Stored, StoreResult.NotAccepted], _outcomes.InOrder.Select(outcome => outcome.Result));
        Assert.Equal(TransferSyntax.ImplicitVRLittleEndian, _outcomes.InOrder[0].TransferSyntax);
        Assert.Contains("CT Image Storage in JPEG Baseline", _outcomes.InOrder[1].Message, StringComparison.Ordinal);
        Assert.Equal("ANON^1", DataSetReader.Read(received["2.25.1"], TransferSyntax.ImplicitVRLittleEndian).GetString(Tags.PatientName));
        Assert.Equal(512, DataSetReader.Read(received["2.25.3"], TransferSyntax.ImplicitVRLittleEndian).GetInt32(Tags.Rows));

        var unconverted = await client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { ConvertsNative = false });
        Assert.Equal((0, 4), (unconverted.Stored, unconverted.Failed));
    }

    [Fact]
    public async Task Long_files_are_read_as_they_are_sent_and_converted_so_too()
    {
        var pixels = new byte[3_000_000];
        Random.Shared.NextBytes(pixels);
        Write(1, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian, pixels);
        Write(2, Uids.CTImageStorage, TransferSyntax.ExplicitVRBigEndian, pixels);
        var received = new ConcurrentDictionary<string, byte[]>();
        await using var peer = new ClientPeer
        {
            OnRequest = Keeping(received),
            OnNegotiate = request => AssociationAnswer.Accept(request, p => p.TransferSyntaxes[0] == TransferSyntax.ExplicitVRBigEndian
                ? new(p.Id, PresentationContextResult.TransferSyntaxesNotSupported, p.TransferSyntaxes[0])
                : new(p.Id, PresentationContextResult.Acceptance, p.TransferSyntaxes[0])),
        };
        await using var client = peer.CreateClient();
        await using var stream = File.OpenRead(Path.Combine(_folder, "001.dcm"));
        var summary = await client.StoreAsync([.. StoreSource.OfFolder(_folder), StoreSource.Of(stream), StoreSource.Of(new OneWayStream(File.ReadAllBytes(Path.Combine(_folder, "001.dcm"))))]);
        Assert.Equal(4, summary.Stored);
        Assert.All(received.Values, bytes => Assert.Equal(pixels, DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian).GetBytes(Tags.PixelData)));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task What_is_no_DICOM_is_told_and_the_others_are_sent()
    {
        Write(1, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        await File.WriteAllTextAsync(Path.Combine(_folder, "000.txt"), "not DICOM at all, but long enough to be taken for a file of some kind");
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient();
        var dataSet = new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.MRImageStorage).Set(Tags.SOPInstanceUID, "2.25.5").Build();
        StoreSource[] sources = [.. StoreSource.OfFolder(_folder), StoreSource.OfFile(Path.Combine(_folder, "absent")), StoreSource.Of(DicomDataSet.Empty), StoreSource.Of(dataSet)];
        var summary = await client.StoreAsync(sources, new StoreOptions { Progress = _outcomes });
        Assert.Equal((2, 3), (summary.Stored, summary.Failed));
        Assert.Equal(3, _outcomes.All.Count(outcome => outcome is { Result: StoreResult.Unreadable, Attempts: 0, Message: not null }));
    }

    [Fact]
    public async Task Statuses_are_told_and_out_of_resources_is_tried_again()
    {
        for (var i = 1; i <= 3; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        var full = 2;
        await using var peer = new ClientPeer
        {
            OnRequest = (request, _, _) => new(request.Command.SopInstanceUid.Value switch
            {
                "2.25.1" when full-- > 0 => DimseStatus.OutOfResources,
                "2.25.2" => new DimseResponse(new DimseStatus(0xB000)) { ErrorComment = "Coerced" },
                "2.25.3" => new DimseResponse(DimseStatus.CannotUnderstand) { ErrorComment = "What is that" },
                _ => DimseStatus.Success,
            }),
        };
        await using var client = peer.CreateClient();
        var storing = client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { Progress = _outcomes });
        await peer.RunClockAsync(storing);
        Assert.Equal((1, 1, 1), ((await storing).Stored, (await storing).Warnings, (await storing).Failed));
        Assert.Equal([(StoreResult.Stored, 3, null), (StoreResult.StoredWithWarning, 1, "Coerced"), (StoreResult.Refused, 1, "What is that")], _outcomes.InOrder.Select(o => (o.Result, o.Attempts, o.Message)));
    }

    [Fact]
    public async Task An_instance_over_which_the_peer_aborts_costs_itself_alone()
    {
        for (var i = 1; i <= 40; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        await using var peer = new ClientPeer
        {
            OnRequest = async (request, _, _) =>
            {
                if (request.Command.SopInstanceUid.Value == "2.25.7")
                {
                    await request.Association.AbortAsync();
                }

                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var storing = client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { Progress = _outcomes });
        await peer.RunClockAsync(storing);
        Assert.Equal((39, 1), ((await storing).Stored, (await storing).Failed));
        Assert.Equal((StoreResult.Lost, 2), (_outcomes.InOrder[6].Result, _outcomes.InOrder[6].Attempts));
    }

    [Fact]
    public async Task Many_operations_are_on_their_way_where_the_peer_takes_so_many()
    {
        for (var i = 0; i < 100; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        var (now, most) = (0, 0);
        await using var peer = new ClientPeer
        {
            OnNegotiate = request => TestHandler.AcceptAll(request) with { AsynchronousOperationsWindow = new(4, 1) },
            OnRequest = async (_, _, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(1);
                Interlocked.Decrement(ref now);
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var summary = await client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { MaximumAssociations = 1 });
        Assert.Equal(100, summary.Stored);
        Assert.InRange(most, 2, 4);
        Assert.Single(peer.Requests);
    }

    [Fact]
    public async Task Associations_beyond_what_the_peer_takes_are_done_without()
    {
        for (var i = 0; i < 100; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        await using var peer = new ClientPeer();
        peer.OnNegotiate = request => peer.Open > 2 ? AssociationAnswer.Reject(AssociateRj.LocalLimitExceeded) : TestHandler.AcceptAll(request);
        await using var client = peer.CreateClient();
        var storing = client.StoreAsync(StoreSource.OfFolder(_folder));
        await peer.RunClockAsync(storing);
        Assert.Equal(100, (await storing).Stored);
    }

    [Fact]
    public async Task A_peer_that_goes_away_for_good_ends_it_and_what_was_told_is_so()
    {
        for (var i = 0; i < 100; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        var stored = 0;
        await using var peer = new ClientPeer();
        peer.OnRequest = async (request, _, _) =>
        {
            if (Interlocked.Increment(ref stored) > 20)
            {
                for (var i = 0; i < 50; i++)
                {
                    peer.Connections.Enqueue(new IOException("away"));
                }

                await request.Association.AbortAsync();
            }

            return DimseStatus.Success;
        };
        await using var client = peer.CreateClient();
        var storing = client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { Progress = _outcomes });
        await peer.RunClockAsync(storing);
        await Assert.ThrowsAnyAsync<AssociationException>(() => storing);
        Assert.InRange(_outcomes.All.Count(outcome => outcome.IsStored), 16, 20);
        Assert.Equal((0, 0), client.Pool.Count);
    }

    [Fact]
    public async Task A_peer_that_is_not_there_ends_it_and_nothing_waits_for_ever()
    {
        for (var i = 0; i < 400; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        await using var peer = new ClientPeer { OnNegotiate = _ => AssociationAnswer.Reject(AssociateRj.CalledAETitleNotRecognized) };
        await using var client = peer.CreateClient();
        await Assert.ThrowsAsync<AssociationRejectedException>(() => client.StoreAsync(StoreSource.OfFolder(_folder)));
        Assert.Equal((0, 0), client.Pool.Count);
    }

    [Fact]
    public async Task Cancelling_ends_it_and_the_client_goes_on()
    {
        using var source = new CancellationTokenSource();
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient();
        _outcomes.On = outcome =>
        {
            if (_outcomes.All.Count == 10)
            {
                source.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.StoreAsync(Endless(), new StoreOptions { Progress = _outcomes }, source.Token));
        Assert.True(_outcomes.All.Count >= 10);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_chooses_is_asked_about_each_in_order_and_only_the_chosen_are_sent()
    {
        for (var i = 0; i < 150; i++)
        {
            Write(i, Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian);
        }

        var asked = new List<string>();
        var received = new ConcurrentDictionary<string, byte[]>();
        await using var peer = new ClientPeer { OnRequest = Keeping(received) };
        await using var client = peer.CreateClient();
        var summary = await client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions
        {
            Progress = _outcomes,
            Choose = async (candidates, cancellationToken) =>
            {
                Assert.InRange(candidates.Count, 1, 64);
                asked.AddRange(candidates.Select(candidate => candidate.SopInstanceUid.Value));
                var first = candidates[0];
                var file = await File.ReadAllBytesAsync(first.Source.Name, cancellationToken);
                Assert.Equal(System.Security.Cryptography.SHA256.HashData(file.AsSpan(file.Length - (int)first.Length)), (await first.HashAsync(cancellationToken)).ToArray());
                return [.. candidates.Select(candidate => candidate.SopInstanceUid.Value.EndsWith('7'))];
            },
        });

        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"2.25.{i}"), asked);
        Assert.Equal((15, 0), (summary.Stored, summary.Failed));
        Assert.Equal(15, received.Count);
        Assert.Equal(135, _outcomes.All.Count(outcome => outcome.Result == StoreResult.PassedOver));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.StoreAsync(StoreSource.OfFolder(_folder), new StoreOptions { Choose = (_, _) => new([true]) }));
    }

    private static IEnumerable<StoreSource> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return StoreSource.Of(new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, $"2.25.{i}").Build());
        }
    }

    private static Func<DimseRequest, IDimseResponder, CancellationToken, ValueTask<DimseResponse>> Keeping(ConcurrentDictionary<string, byte[]> received) =>
        async (request, _, cancellationToken) =>
        {
            using var copy = new MemoryStream();
            await request.DataSet!.CopyToAsync(copy, cancellationToken);
            received[request.Command.SopInstanceUid.Value] = copy.ToArray();
            return DimseStatus.Success;
        };

    private void Write(int number, Uid sopClass, TransferSyntax transferSyntax, byte[]? pixels = null)
    {
        var builder = new DicomDataSetBuilder()
            .Set(Tags.SOPClassUID, sopClass)
            .Set(Tags.SOPInstanceUID, $"2.25.{number}")
            .Set(Tags.PatientName, $"ANON^{number}")
            .Set(Tags.Rows, 512);
        if (pixels is not null)
        {
            builder.Set(Tags.PixelData, pixels, Vr.OB);
        }

        File.WriteAllBytes(Path.Combine(_folder, $"{number:000}.dcm"), DicomFile.ToArray(builder.Build(), transferSyntax));
    }

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
