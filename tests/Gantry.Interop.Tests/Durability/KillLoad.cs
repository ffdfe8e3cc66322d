using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Instances that are stored until the server dies, and what has to be there of them after that. It keeps their digests alone, for there are many.</summary>
internal sealed class KillLoad
{
    private readonly ConcurrentDictionary<Uid, ConcurrentDictionary<string, byte[]>> _studies = [];
    private readonly ConcurrentDictionary<string, bool> _acknowledged = [];
    private readonly ConcurrentQueue<Uid> _last = [];

    public int Sent => _studies.Values.Sum(study => study.Count);

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Stores into a study of its own until the connection breaks, by the kill or by the end of the round.</summary>
    public async Task SendAsync(int port, CancellationToken stop)
    {
        var study = Uid.New();
        var instances = _studies.GetOrAdd(study, _ => []);
        _last.Enqueue(study);
        try
        {
            await using var association = await Scu.ConnectAsync(port, Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)]));
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                // Small ones and some large ones, which take another way through a store.
                var sample = Samples.Make(study: study, number: number, pixelBytes: number % 10 == 0 ? 400_000 : 20_000);
                instances[sample.Instance.Value] = SHA256.HashData(sample.DataSet);
                var response = await association.StoreAsync(sample.Request, CancellationToken.None);
                Assert.Equal(DimseStatus.Success, response.Status);
                _acknowledged[sample.Instance.Value] = true;
            }
        }
        catch (AssociationException)
        {
            return;
        }
    }

    /// <summary>Finds and retrieves: what was acknowledged is there as it was sent, and what else is there is as it was sent, too.</summary>
    /// <param name="port">Where the server listens.</param>
    /// <param name="onlyLast">True for the studies since the last call alone.</param>
    public async Task AssertIntactAsync(int port, bool onlyLast)
    {
        ProposedContext[] contexts =
        [
            new(Scu.StudyRootFind), new(Scu.StudyRootGet), new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp),
        ];
        await using var association = await Scu.ConnectAsync(port, contexts);
        var studies = onlyLast ? [.. _last] : _studies.Keys.ToList();
        _last.Clear();
        foreach (var study in studies)
        {
            await AssertIntactAsync(association, study);
        }
    }

    private async Task AssertIntactAsync(Association association, Uid study)
    {
        var sent = _studies[study];
        var listed = new HashSet<string>();
        var identifier = Scu.Identifier("IMAGE").Add(Tags.StudyInstanceUID, study).Add(Tags.SOPInstanceUID).Build();
        await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken))
        {
            Assert.True(listed.Add(match.GetString(Tags.SOPInstanceUID)!), "An instance is listed twice.");
        }

        Assert.Empty(sent.Keys.Where(_acknowledged.ContainsKey).Except(listed));
        if (listed.Count == 0)
        {
            return;
        }

        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build());
        Assert.True(result.Status == DimseStatus.Success, $"{result.Status} {result.ErrorComment}");
        Assert.Equal(listed.Order(), received.Keys.Order());
        Assert.All(received, instance => Assert.True(sent[instance.Key].AsSpan().SequenceEqual(SHA256.HashData(instance.Value)), $"{instance.Key} came back changed."));
    }
}
