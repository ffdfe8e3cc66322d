using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Which presentation contexts an AE gets to store, negotiated with the real host and by DCMTK.</summary>
public sealed class ContextTests(PolicyGantry shared) : IClassFixture<PolicyGantry>
{
    [Fact]
    public async Task An_AE_stores_in_the_syntaxes_of_its_entry_and_others_in_any()
    {
        var jpeg2000 = new TransferSyntax(Uids.JPEG2000Lossless);
        ProposedContext[] proposed =
        [
            new(Samples.CTImage, [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, jpeg2000]),
            new(Samples.MRImage, [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian]),
            new(Samples.MultiframeGrayscale, [TransferSyntax.ImplicitVRLittleEndian]),
            new(Samples.Private, [TransferSyntax.ExplicitVRLittleEndian]),
            new(Scu.StudyRootFind),
        ];

        await using var picky = await Scu.ConnectAsync(shared.Gantry.DicomPort, proposed, "PICKY");
        await using var other = await Scu.ConnectAsync(shared.Gantry.DicomPort, proposed, "OTHER");

        Assert.Equal(jpeg2000, picky.Parameters.Find(Samples.CTImage)!.TransferSyntax);
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, picky.Parameters.Find(Samples.MRImage)!.TransferSyntax);
        Assert.Null(picky.Parameters.Find(Samples.MultiframeGrayscale));
        Assert.Null(picky.Parameters.Find(Samples.Private));
        Assert.NotNull(picky.Parameters.Find(Scu.StudyRootFind));
        Assert.Equal(TransferSyntax.ImplicitVRLittleEndian, other.Parameters.Find(Samples.CTImage)!.TransferSyntax);
        Assert.NotNull(other.Parameters.Find(Samples.Private));
    }

    [Fact]
    public async Task A_change_holds_for_an_association_that_is_open()
    {
        var sample = Samples.Make(patientId: "ANONCTX1", transferSyntax: TransferSyntax.ImplicitVRLittleEndian);
        await using var association = await Scu.ConnectAsync(shared.Gantry.DicomPort, Scu.StorageContexts([(sample.SopClass, sample.TransferSyntax)]), "LATER");
        try
        {
            (await shared.Gantry.CliAsync("plugins", "settings", "storage", "set", "TransferSyntaxesFor", "LATER=ExplicitVRLittleEndian")).Succeeded();
            Assert.Equal(DimseStatus.SopClassNotSupported, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
            var wrong = await shared.Gantry.CliAsync("plugins", "settings", "storage", "set", "TransferSyntaxesFor", "LATER=Explicit");
            Assert.Equal(2, wrong.ExitCode);
            Assert.Contains("Explicit is neither the keyword of a transfer syntax", wrong.Output, StringComparison.Ordinal);
        }
        finally
        {
            (await shared.Gantry.CliAsync("plugins", "settings", "storage", "reset", "TransferSyntaxesFor")).Succeeded();
        }

        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
    }
}
