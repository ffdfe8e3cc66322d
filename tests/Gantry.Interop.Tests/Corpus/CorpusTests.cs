using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The whole corpus goes in, is found, and comes out as it was.</summary>
public sealed class CorpusTests
{
    [Fact]
    public async Task DCMTK_stores_finds_and_retrieves_the_whole_corpus_unchanged()
    {
        var dcmtk = Dcmtk.OrSkip();
        var editions = CorpusInstances.EditionsOrSkip();
        Assert.InRange(editions.Count, 1, 10);
        var (moved, got, implicitly) = (0, 0, 0);
        await using var roundTrip = await CorpusRoundTrip.StartAsync(dcmtk);
        foreach (var edition in editions)
        {
            var (movedNow, gotNow, implicitlyNow) = await roundTrip.RunAsync(edition);
            (moved, got, implicitly) = (moved + movedNow, got + gotNow, implicitly + implicitlyNow);
        }

        var total = editions.Sum(edition => edition.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{total} instances in {editions.Count} editions: {moved} came back by C-MOVE, {got} by C-GET, {implicitly} by C-MOVE in Implicit VR Little Endian.");
        Assert.InRange(total, 1_000, int.MaxValue);
        Assert.InRange(moved, total - 10, total); // what the tools themselves cannot do is named in CorpusRoundTrip
        Assert.InRange(got, total - 20, total);
        Assert.InRange(implicitly, 500, total);
    }

    [Fact]
    public async Task Every_file_of_the_corpus_comes_back_byte_for_byte_as_it_is_on_disk()
    {
        var editions = CorpusInstances.EditionsOrSkip();
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        foreach (var edition in editions)
        {
            var files = edition.ToDictionary(instance => instance.SopInstance, instance => Part10.Read(instance.Read()));
            var pairs = edition.Select(instance => (new Uid(instance.SopClass), new TransferSyntax(new Uid(instance.TransferSyntax)))).ToList();

            await using (var association = await Scu.ConnectAsync(gantry.DicomPort, Scu.StorageContexts(pairs)))
            {
                foreach (var instance in edition)
                {
                    var response = await association.StoreAsync(
                        new StoreRequest(
                            new Uid(instance.SopClass), new Uid(instance.SopInstance), new TransferSyntax(new Uid(instance.TransferSyntax)),
                            DataSetSource.Of(files[instance.SopInstance].DataSet)),
                        TestContext.Current.CancellationToken);
                    Assert.True(response.Status == DimseStatus.Success, $"{instance.Name}: {response.Status} {response.ErrorComment}");
                }
            }

            var contexts = Scu.StorageContexts(pairs, ServiceRoles.Scp).Append(new ProposedContext(Scu.StudyRootGet));
            await using var retrieving = await Scu.ConnectAsync(gantry.DicomPort, contexts);
            var studies = edition.Select(instance => new Uid(instance.Study)).Distinct();
            var (result, received) = await Scu.GetAsync(retrieving, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, studies).Build());

            Assert.True(result.Status == DimseStatus.Success, $"{result.Status} {result.ErrorComment} {result.SubOperations}");
            foreach (var instance in edition)
            {
                Assert.True(
                    received.TryGetValue(instance.SopInstance, out var bytes) && files[instance.SopInstance].DataSet.Span.SequenceEqual(bytes),
                    $"{instance.Name} did not come back as it was sent.");
            }

            await StoredFiles.RemoveAllAsync(gantry);
        }
    }
}
