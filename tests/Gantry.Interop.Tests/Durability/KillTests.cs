using System.Collections.Concurrent;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What was acknowledged survives the death of the process. GANTRY_KILL_ROUNDS sets another number of rounds.</summary>
public sealed class KillTests
{
    private const int Senders = 4;

    [Fact]
    public async Task Killed_in_the_midst_of_storing_the_server_has_all_that_it_acknowledged_and_nothing_half()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("GANTRY_KILL_ROUNDS"), out var set) ? set : 5;
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        var (sent, acknowledged) = (new ConcurrentDictionary<string, Sample>(), new ConcurrentDictionary<string, Sample>());
        var random = new Random(20260102);
        for (var round = 0; round < rounds; round++)
        {
            var before = acknowledged.Count;
            await using (var gantry = await GantryProcess.StartAsync(data))
            {
                using var stop = new CancellationTokenSource();
                var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendAsync(gantry.DicomPort, sent, acknowledged, stop.Token))).ToList();
                await Until.TrueAsync(() => acknowledged.Count > before + 20, "instances are acknowledged");
                await Task.Delay(random.Next(100, 1500), TestContext.Current.CancellationToken);
                await gantry.KillAsync();
                await stop.CancelAsync();
                await Task.WhenAll(senders);
            }

            await AssertIntactAsync(data, sent, acknowledged);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} kills, {sent.Count} instances sent, {acknowledged.Count} acknowledged.");
    }

    // Until the connection breaks: by the kill, or by the end of the round.
    private static async Task SendAsync(
        int port, ConcurrentDictionary<string, Sample> sent, ConcurrentDictionary<string, Sample> acknowledged, CancellationToken stop)
    {
        var study = Uid.New();
        try
        {
            await using var association = await Scu.ConnectAsync(port, Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)]));
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                // Small ones and some large ones, which take another way through a store.
                var sample = Samples.Make(study: study, number: number, pixelBytes: number % 10 == 0 ? 1_500_000 : 20_000);
                sent[sample.Instance.Value] = sample;
                var response = await association.StoreAsync(sample.Request, CancellationToken.None);
                Assert.Equal(DimseStatus.Success, response.Status);
                acknowledged[sample.Instance.Value] = sample;
            }
        }
        catch (AssociationException)
        {
            return;
        }
    }

    private static async Task AssertIntactAsync(string data, ConcurrentDictionary<string, Sample> sent, ConcurrentDictionary<string, Sample> acknowledged)
    {
        await using var gantry = await GantryProcess.StartAsync(data);
        ProposedContext[] contexts =
        [
            new(Scu.StudyRootFind), new(Scu.StudyRootGet), new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp),
        ];
        await using var association = await Scu.ConnectAsync(gantry.DicomPort, contexts);
        var listed = new HashSet<string>();
        foreach (var study in sent.Values.Select(sample => sample.Study).Distinct())
        {
            var identifier = Scu.Identifier("IMAGE").Add(Tags.StudyInstanceUID, study).Add(Tags.SOPInstanceUID).Build();
            await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken))
            {
                Assert.True(listed.Add(match.GetString(Tags.SOPInstanceUID)!), "An instance is listed twice.");
            }
        }

        Assert.Empty(acknowledged.Keys.Except(listed));
        var studies = listed.Select(instance => sent[instance].Study).Distinct();
        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, studies).Build());
        Assert.True(result.Status == DimseStatus.Success, $"{result.Status} {result.ErrorComment}");
        Assert.Equal(listed.Order(), received.Keys.Order());
        Assert.All(received, instance => Assert.True(sent[instance.Key].DataSet.AsSpan().SequenceEqual(instance.Value), $"{instance.Key} came back changed."));
    }
}
