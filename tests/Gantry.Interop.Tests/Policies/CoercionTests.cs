using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What is changed on its way into the store, or taken although it is malformed: sent and asked for by DCMTK.</summary>
public sealed class CoercionTests(PolicyGantry shared) : IClassFixture<PolicyGantry>
{
    [Fact]
    public async Task Attributes_are_coerced_in_a_large_object_and_the_sender_is_told()
    {
        var dcmtk = Dcmtk.OrSkip("COERCED");
        using var folder = new TemporaryFolder();
        var sample = Samples.Make(patientId: "ANON9", pixelBytes: 8 << 20);
        await File.WriteAllBytesAsync(Path.Combine(folder.Folder("images"), "image.dcm"), sample.File(), TestContext.Current.CancellationToken);

        var sent = await dcmtk.StoreAsync(shared.Gantry.DicomPort, folder.Folder("images"));
        var again = await dcmtk.StoreAsync(shared.Gantry.DicomPort, folder.Folder("images"));

        Assert.Contains("CoercionOfDataElements", sent.Output, StringComparison.Ordinal);
        Assert.Contains("CoercionOfDataElements", again.Output, StringComparison.Ordinal);
        var found = Assert.Single(await dcmtk.FindAsync(
            shared.Gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={sample.Study}", "PatientID", "IssuerOfPatientID"));
        Assert.Equal(("N-ANON9", "NORTH"), (found["PatientID"], found["IssuerOfPatientID"]));
        Assert.DoesNotContain(sample.Instance.Value, (await shared.Gantry.CliAsync("conflicts", "--json")).Succeeded().Output, StringComparison.Ordinal);

        (await dcmtk.GetAsync(shared.Gantry.DicomPort, "+xe", folder.Folder("got"), "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={sample.Study}")).Succeeded();
        var got = DicomFile.Read(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder.Folder("got"))), TestContext.Current.CancellationToken)).DataSet;
        Assert.Equal(DataSetReader.Read(sample.DataSet, sample.TransferSyntax).GetBytes(Tags.PixelData).ToArray(), got.GetBytes(Tags.PixelData).ToArray());
        var originals = Assert.Single(Assert.Single(got.GetItems(Tags.OriginalAttributesSequence)).GetItems(Tags.ModifiedAttributesSequence));
        Assert.Equal("ANON9", originals.GetString(Tags.PatientID));
    }

    [Theory, InlineData("LAX", 0xB007), InlineData("OTHER", 0xC000)]
    public async Task A_malformed_data_set_is_stored_or_refused_by_policy(string caller, int status)
    {
        var sample = Samples.Make(pixelBytes: 0);
        sample = sample with { DataSet = [.. sample.DataSet, 0x60, 0x00, 0x10, 0x00, (byte)'?', (byte)'?', 4, 0, 1, 2, 3, 4] };
        await using var association = await Scu.ConnectAsync(shared.Gantry.DicomPort, Scu.StorageContexts([(sample.SopClass, sample.TransferSyntax)]), caller);

        var response = await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken);

        Assert.Equal(new DimseStatus((ushort)status), response.Status);
        var refused = (await shared.Gantry.CliAsync("refused", "--json")).Succeeded().Output;
        Assert.Equal(status == 0xC000, refused.Contains(sample.Instance.Value, StringComparison.Ordinal));
    }
}
