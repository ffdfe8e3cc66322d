using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Media by each of the profiles, compressed where these allow it: DCMTK takes their files for what the profile has, and GDCM decodes from them what was stored.</summary>
[Collection(nameof(WithMediaHost))]
public sealed class ProfileTests(MediaHost host) : IDisposable
{
    private const string Plain = "1.2.840.10008.1.2.1", Jpeg = "1.2.840.10008.1.2.4.70", Jpeg2000 = "1.2.840.10008.1.2.4.90";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("STD-GEN-CD", "-Pgp", Plain)]
    [InlineData("STD-GEN-DVD-JPEG", "-Pdv", Jpeg)]
    [InlineData("STD-GEN-DVD-J2K", "-Pd2", Jpeg2000)]
    [InlineData("STD-GEN-BD-JPEG", "-Pbd", Jpeg)]
    [InlineData("STD-GEN-BD-J2K", "-Pb2", Jpeg2000)]
    [InlineData("STD-GEN-USB-JPEG", "-Pfl", Jpeg)]
    [InlineData("STD-GEN-USB-J2K", "-Pf2", Jpeg2000)]
    [InlineData("STD-CTMR-CD", "-Pcm", Jpeg)]
    public async Task Its_files_are_what_the_profile_has_and_hold_what_was_stored(string profile, string atDcmtk, string syntax)
    {
        Xorriso.FindOrSkip();
        var (dcmmkdir, gdcmconv) = (Programs.FindOrSkip("dcmmkdir", "dcmtk"), Programs.FindOrSkip("gdcmconv", "libgdcm-tools"));
        var (study, series) = (Uid.New(), Uid.New());
        Sample[] samples = [Image(study, series, 1), Image(study, series, 2)];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(host.Gantry.DicomPort, samples));

        var disc = await MakeAsync(study, profile);

        var listed = FileSetDirectory.Read(DicomFile.Open(Path.Combine(disc, "DICOMDIR"))).AllRecords.Select(record => record.File).OfType<ReferencedFile>().ToList();
        Assert.Equal(samples.Select(sample => sample.Instance.Value).Order(StringComparer.Ordinal), listed.Select(file => file.SopInstanceUid.Value).Order(StringComparer.Ordinal));
        foreach (var file in listed)
        {
            var path = Path.Combine([disc, .. file.Id]);
            var raw = _folder.File(file.SopInstanceUid.Value);
            Assert.Equal((syntax, syntax), (file.TransferSyntaxUid.Value, DicomFile.Open(path).TransferSyntax.Uid.Value));
            (await Programs.RunAsync(gdcmconv, ["--raw", path, raw])).Succeeded();
            var stored = samples.Single(sample => sample.Instance == file.SopInstanceUid);
            Assert.Equal(
                DataSetReader.Read(stored.DataSet, stored.TransferSyntax).GetBytes(Tags.PixelData).ToArray(), DicomFile.Open(raw).DataSet.GetBytes(Tags.PixelData).ToArray());
        }

        var accepted = (await Programs.RunAsync(dcmmkdir, [atDcmtk, "+I", "+r", "+F", "OTHERS", "+id", disc, "+D", _folder.File("theirs"), "DICOM"])).Succeeded();
        Assert.DoesNotContain(accepted.Lines, line => line.StartsWith("E:", StringComparison.Ordinal) || line.StartsWith("W:", StringComparison.Ordinal));
        InteropReport.Note("DCMTK", "dcmtk", "file-set with DICOMDIR", "reader", profile);
        InteropReport.Note("GDCM", "libgdcm-tools", "file-set with DICOMDIR", "reader", profile);
    }

    private async Task<string> MakeAsync(Uid study, string profile)
    {
        var images = Path.Combine(host.Gantry.DataFolder, "gantry.imagefile", "images");
        (await host.Gantry.CliAsync("plugins", "settings", "mediacreation", "set", "Compression", "Lossless")).Succeeded();
        try
        {
            string[] create = ["media", "create", "--study", study.Value, "--profile", profile, "--viewer", "false", "--wait", "--json"];
            using var made = JsonDocument.Parse((await host.Gantry.CliAsync(create)).Succeeded().Output);
            Assert.Equal(profile, made.RootElement.Text("profile"));
            var piece = Path.Combine(images, made.RootElement.GetProperty("fileSets")[0].Text("order")!);
            if (Directory.Exists(piece))
            {
                return piece; // a stick
            }

            await Xorriso.ExtractAsync(piece + ".iso", _folder.File("disc"));
            return _folder.File("disc");
        }
        finally
        {
            (await host.Gantry.CliAsync("plugins", "settings", "mediacreation", "reset", "Compression")).Succeeded();
        }
    }

    private static Sample Image(Uid study, Uid series, int number)
    {
        const int Side = 64;
        var pixels = new byte[Side * Side * 2];
        for (var i = 0; i < Side * Side; i++)
        {
            BitConverter.TryWriteBytes(pixels.AsSpan(2 * i), (ushort)(((i % Side * 37) + (i / Side * 11 * number)) & 0xFFF));
        }

        return Samples.Make(study, series, number, pixelBytes: 0, more: image => image
            .Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2").Set(Tags.Rows, Side).Set(Tags.Columns, Side)
            .Set(Tags.BitsAllocated, 16).Set(Tags.BitsStored, 12).Set(Tags.HighBit, 11).Set(Tags.PixelRepresentation, 0).Set(Tags.ImageType, "ORIGINAL\\PRIMARY\\AXIAL")
            .Set(Tags.PixelData, pixels, Vr.OW));
    }
}
