using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Whichever system call of a store fails: the peer is told so, and nothing of the instance is kept. GANTRY_FAULT_CALLS sets how far the calls are counted.</summary>
public sealed class FailingCallTests(SharedGantry shared) : IClassFixture<SharedGantry>
{
    private readonly GantryProcess _gantry = shared.Gantry;

    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("fdatasync", "EIO")]
    [InlineData("pwrite64", "ENOSPC")]
    [InlineData("pwritev", "EIO")]
    [InlineData("rename,renameat,renameat2", "EDQUOT")]
    public async Task A_call_that_fails_leaves_no_row_and_no_file_and_the_store_after_it_succeeds(string calls, string error)
    {
        var furthest = int.TryParse(Environment.GetEnvironmentVariable("GANTRY_FAULT_CALLS"), out var set) ? set : 2;
        await StoredFiles.UntilJournalAsync(_gantry);
        var (failures, stored) = (0, 0);
        foreach (var pixelBytes in (int[])[2_000, 400_000])
        {
            for (var nth = 1; nth <= furthest; nth++)
            {
                var sample = Samples.Make(pixelBytes: pixelBytes);
                DimseStatus status;
                await using (await Strace.AttachAsync(_gantry.Process.Id, "-o", "/dev/null", "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}:when={nth}"))
                {
                    status = await Scu.StoreAsync(_gantry.DicomPort, sample);
                }

                if (status == DimseStatus.Success)
                {
                    stored++;
                    await AssertWholeAsync(sample);
                }
                else
                {
                    failures++;
                    Assert.True(status == DimseStatus.OutOfResources || status == DimseStatus.ProcessingFailure, status.ToString());
                    await AssertAbsentAsync(sample);
                }

                var next = Samples.Make(pixelBytes: pixelBytes);
                Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(_gantry.DicomPort, next));
                await AssertWholeAsync(next);
            }
        }

        Assert.True(failures > 0, $"None of {stored} stores met a failing call.");
        FaultReport.Note($"{calls}: {error}", failures, stored, 0);
    }

    private async Task AssertWholeAsync(Sample sample)
    {
        await using var association = await Scu.ConnectAsync(
            _gantry.DicomPort, [new(Scu.StudyRootGet), new(sample.SopClass, [sample.TransferSyntax], ServiceRoles.Scp)]);
        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, sample.Study).Build());
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal(sample.DataSet, received[sample.Instance.Value]);
    }

    private async Task AssertAbsentAsync(Sample sample)
    {
        await using var association = await Scu.ConnectAsync(_gantry.DicomPort, [new(Scu.StudyRootFind)]);
        var identifier = Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, sample.Study).Build();
        await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken))
        {
            Assert.Fail($"{sample.Instance} was refused and is found.");
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(_gantry.DataFolder, "gantry.filestore"), $"{sample.Instance}-*", SearchOption.AllDirectories));
    }
}
