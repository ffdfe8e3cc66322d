using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>
/// One edition of the corpus through DCMTK's tools: stored, found at every level, moved and got. storescu tidies some data sets before it sends them, so the
/// measure of what was sent is what storescp receives of the same command.
/// </summary>
internal sealed class EditionRoundTrip(Dcmtk dcmtk, IReadOnlyList<CorpusInstance> edition)
{
    // JPEG Lossless, Non-Hierarchical (Process 14): storescu sends it, storescp and getscu do not know how to ask for it.
    private const string UnknownToReceivers = "1.2.840.10008.1.2.4.57";

    // getscu names it last in each context, after Explicit VR Little Endian, which is what any SCP then accepts.
    private const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";

    // Parametric Map and Label Map Segmentation: DCMTK 3.6.7 proposes neither for C-GET.
    private static readonly string[] UnknownToGetscu = ["1.2.840.10008.5.1.4.1.1.30", "1.2.840.10008.5.1.4.1.1.66.7"];

    private static readonly Dictionary<string, string> GetscuPreferences = new()
    {
        ["1.2.840.10008.1.2.1"] = "+xe",
        ["1.2.840.10008.1.2.2"] = "+xb",
        ["1.2.840.10008.1.2.1.99"] = "+xd",
        ["1.2.840.10008.1.2.4.50"] = "+xy",
        ["1.2.840.10008.1.2.4.51"] = "+xx",
        ["1.2.840.10008.1.2.4.70"] = "+xs",
        ["1.2.840.10008.1.2.4.80"] = "+xt",
        ["1.2.840.10008.1.2.4.81"] = "+xu",
        ["1.2.840.10008.1.2.4.90"] = "+xv",
        ["1.2.840.10008.1.2.4.91"] = "+xw",
        ["1.2.840.10008.1.2.5"] = "+xr",
    };

    /// <summary>The instances that came back by C-MOVE and by C-GET.</summary>
    public async Task<(int Moved, int Got)> RunAsync()
    {
        using var folder = new TemporaryFolder();
        var files = folder.Folder("files");
        var byName = new Dictionary<string, CorpusInstance>();
        foreach (var (index, instance) in edition.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{index:0000}.dcm");
            File.Copy(instance.Path, Path.Combine(files, name));
            byName.Add(name, instance);
        }

        var profile = folder.File("profile.cfg");
        StorescuProfile.Write(profile, edition);
        await using var reference = await StorescpProcess.StartAsync(dcmtk, folder.Folder("reference"), "REFERENCE");
        await dcmtk.StoreAsync(reference.Port, "REFERENCE", profile, files);
        var sent = Part10.ByInstance(reference.Folder);

        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        var run = await dcmtk.StoreAsync(gantry.DicomPort, GantryProcess.AETitle, profile, files);
        var stored = StorescuReport.Stored(run).Select(name => byName[name]).ToList();
        var unreadable = StorescuReport.Unreadable(run).Select(name => byName[name]);
        var missing = edition.Except(stored).Except(unreadable).Select(instance => instance.Name).ToList();
        Assert.True(missing.Count == 0, $"not stored: {string.Join(", ", missing)}\n{run.Output}");

        await FindAsync(gantry.DicomPort, stored);
        var movable = stored.Where(instance => instance.TransferSyntax != UnknownToReceivers).ToList();
        var gettable = movable.Where(instance => instance.TransferSyntax != ImplicitVRLittleEndian && !UnknownToGetscu.Contains(instance.SopClass)).ToList();
        return (await MoveAsync(gantry, folder.Folder("moved"), movable, sent), await GetAsync(gantry, folder.Folder("got"), gettable, sent));
    }

    private async Task FindAsync(int port, List<CorpusInstance> stored)
    {
        var patients = await dcmtk.FindAsync(port, "-P", "QueryRetrieveLevel=PATIENT", "PatientID");
        Assert.Equal(Set(stored.Select(instance => instance.PatientId.Trim())), Set(patients.Select(patient => patient["PatientID"].Trim())));
        var studies = await dcmtk.FindAsync(port, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID");
        Assert.Equal(Set(stored.Select(instance => instance.Study)), Set(studies.Select(study => study["StudyInstanceUID"])));
        Assert.Equal(studies.Count, studies.Select(study => study["StudyInstanceUID"]).Distinct().Count());

        foreach (var study in stored.GroupBy(instance => instance.Study))
        {
            var series = await dcmtk.FindAsync(port, "-S", "QueryRetrieveLevel=SERIES", $"StudyInstanceUID={study.Key}", "SeriesInstanceUID");
            Assert.Equal(Set(study.Select(instance => instance.Series)), Set(series.Select(found => found["SeriesInstanceUID"])));
        }

        foreach (var series in stored.GroupBy(instance => (instance.Study, instance.Series)))
        {
            var images = await dcmtk.FindAsync(
                port, "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={series.Key.Study}", $"SeriesInstanceUID={series.Key.Series}", "SOPInstanceUID", "SOPClassUID");
            Assert.Equal(
                Set(series.Select(instance => $"{instance.SopInstance} {instance.SopClass}")),
                Set(images.Select(image => $"{image["SOPInstanceUID"]} {image["SOPClassUID"]}")));
        }
    }

    private async Task<int> MoveAsync(GantryProcess gantry, string folder, List<CorpusInstance> stored, Dictionary<string, Part10> sent)
    {
        await using var sink = await StorescpProcess.StartAsync(dcmtk, folder, "SINK");
        (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
        foreach (var some in stored.Select(instance => instance.Study).Distinct().Chunk(50))
        {
            (await dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={string.Join('\\', some)}")).Succeeded();
        }

        return AssertSame("C-MOVE", stored, sent, Part10.ByInstance(folder));
    }

    private async Task<int> GetAsync(GantryProcess gantry, string folder, List<CorpusInstance> stored, Dictionary<string, Part10> sent)
    {
        var received = new Dictionary<string, Part10>();
        foreach (var group in stored.GroupBy(instance => instance.TransferSyntax))
        {
            var here = Path.Combine(folder, group.Key);
            Directory.CreateDirectory(here);
            foreach (var some in group.Select(instance => instance.Study).Distinct().Chunk(50))
            {
                // Of a study in several transfer syntaxes this brings those that were asked for, and a warning for the rest.
                await dcmtk.GetAsync(gantry.DicomPort, GetscuPreferences[group.Key], here, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={string.Join('\\', some)}");
            }

            foreach (var (instance, file) in Part10.ByInstance(here))
            {
                received[instance] = file;
            }
        }

        return AssertSame("C-GET", stored, sent, received);
    }

    private static int AssertSame(string how, List<CorpusInstance> stored, Dictionary<string, Part10> sent, Dictionary<string, Part10> received)
    {
        var missing = stored.Where(instance => !received.ContainsKey(instance.SopInstance)).Select(instance => instance.Name).ToList();
        Assert.True(missing.Count == 0, $"{how} did not bring {missing.Count}: {string.Join(", ", missing)}");
        foreach (var instance in stored)
        {
            sent[instance.SopInstance].AssertSame(received[instance.SopInstance], $"{how} of {instance.Name}");
        }

        return stored.Count;
    }

    private static SortedSet<string> Set(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);
}
