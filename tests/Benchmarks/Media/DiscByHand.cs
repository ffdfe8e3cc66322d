using System.Diagnostics;

namespace Gantry.Benchmarks.Media;

/// <summary>What somebody does who has the files of a study and the usual tools: copies them below a folder, has dcmmkdir make the DICOMDIR, and xorriso the image.</summary>
internal sealed class DiscByHand
{
    private readonly string _dcmmkdir = Programs.Require("dcmmkdir", "dcmtk");
    private readonly string _xorriso = Programs.Require("xorriso", "xorriso");

    /// <summary>Makes an image of the folder <c>study</c>, on the disk when it returns.</summary>
    /// <returns>Seconds to the image, and until it is told; what all took of the processors.</returns>
    public async Task<double?[]> MakeAsync(TemporaryFolder folder, bool hasDigests, CancellationToken cancellationToken)
    {
        FileSystems.Sync();
        var (disc, image) = (folder.Folder("disc"), folder.File("disc.iso"));
        var (begun, processor) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        await RunAsync("cp", "-r", folder.Folder("study"), Path.Combine(disc, "DICOM"));
        await RunAsync(_dcmmkdir, "+F", "BENCH", "+id", disc, "+r", "+D", Path.Combine(disc, "DICOMDIR"), "DICOM");
        if (hasDigests)
        {
            await RunAsync("sh", "-c", "cd \"$1\" && find DICOM DICOMDIR -type f -exec sha256sum {} + > SHA256.TXT", "sh", disc);
        }

        await RunAsync(_xorriso, "-as", "mkisofs", "-quiet", "-J", "-iso-level", "1", "-V", "BENCH", "-o", image, disc);
        await RunAsync("sync", image);
        var elapsed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Directory.Delete(disc, recursive: true);
        File.Delete(image);
        return [elapsed, elapsed, processor.TotalSeconds];

        async Task RunAsync(string program, params string[] arguments) => processor += (await Programs.RunAsync(program, arguments, cancellationToken: cancellationToken)).Processor;
    }
}
