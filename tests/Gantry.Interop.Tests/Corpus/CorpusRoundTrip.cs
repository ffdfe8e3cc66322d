using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>
/// The editions of the corpus, one after the other, through DCMTK's tools and one server, which is emptied in between: stored, found at every level, moved and
/// got. storescu tidies some data sets before it sends them, so the measure of what was sent is what storescp receives of the same command.
/// </summary>
internal sealed class CorpusRoundTrip : IAsyncDisposable
{
    // JPEG Lossless, Non-Hierarchical (Process 14): storescu sends it, storescp and getscu do not know how to ask for it.
    private const string UnknownToReceivers = "1.2.840.10008.1.2.4.57";

    // getscu always names it after Explicit VR Little Endian, in the same context: what is stored in it has to be converted.
    private const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";

    // Parametric Map and Label Map Segmentation: DCMTK 3.6.7 proposes neither for C-GET.
    private static readonly string[] UnknownToGetscu = ["1.2.840.10008.5.1.4.1.1.30", "1.2.840.10008.5.1.4.1.1.66.7"];

    private static readonly Dictionary<string, string> GetscuPreferences = new()
    {
        [ImplicitVRLittleEndian] = "+xe",
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

    private static readonly string[] Native = [ImplicitVRLittleEndian, "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"];

    private readonly Dcmtk _dcmtk;
    private readonly TemporaryFolder _folder = new();
    private GantryProcess? _gantry;
    private StorescpProcess? _reference;
    private StorescpProcess? _sink;
    private StorescpProcess? _implicitSink;

    private CorpusRoundTrip(Dcmtk dcmtk) => _dcmtk = dcmtk;

    private GantryProcess Gantry => _gantry!;

    public static async Task<CorpusRoundTrip> StartAsync(Dcmtk dcmtk)
    {
        var made = new CorpusRoundTrip(dcmtk);
        try
        {
            made._reference = await StorescpProcess.StartAsync(dcmtk, made._folder.Folder("reference"), "REFERENCE");
            made._gantry = await GantryProcess.StartAsync(made._folder.Folder("data"));
            made._sink = await made.StartSinkAsync("SINK", "+xa");
            made._implicitSink = await made.StartSinkAsync("IMPLICIT", "+xi");
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes an edition through, and leaves the server empty.</summary>
    /// <returns>The instances that came back by C-MOVE, by C-GET, and by C-MOVE to a peer that takes Implicit VR Little Endian alone.</returns>
    public async Task<(int Moved, int Got, int MovedAsImplicit)> RunAsync(IReadOnlyList<CorpusInstance> edition)
    {
        using var folder = new TemporaryFolder();
        var files = folder.Folder("files");
        var byName = new Dictionary<string, CorpusInstance>();
        foreach (var (index, instance) in edition.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{index:0000}.dcm");
            await File.WriteAllBytesAsync(Path.Combine(files, name), instance.Read());
            byName.Add(name, instance);
        }

        var profile = folder.File("profile.cfg");
        StorescuProfile.Write(profile, edition);
        var reference = _reference!;
        await _dcmtk.StoreAsync(reference.Port, "REFERENCE", profile, files);
        var sent = Take(reference);

        var run = await _dcmtk.StoreAsync(Gantry.DicomPort, GantryProcess.AETitle, profile, files);
        var stored = StorescuReport.Stored(run).Select(name => byName[name]).ToList();
        var unreadable = StorescuReport.Unreadable(run).Select(name => byName[name]);
        var missing = edition.Except(stored).Except(unreadable).Select(instance => instance.Name).ToList();
        Assert.True(missing.Count == 0, $"not stored: {string.Join(", ", missing)}\n{run.Output}");

        await FindAsync(stored);
        var movable = stored.Where(instance => instance.TransferSyntax != UnknownToReceivers).ToList();
        var gettable = movable.Where(instance => !UnknownToGetscu.Contains(instance.SopClass)).ToList();
        var native = movable.Where(instance => Native.Contains(instance.TransferSyntax)).ToList();
        var came = (
            AssertSame("C-MOVE", movable, await MoveAsync("SINK", _sink!, movable), sent, _ => false),
            AssertSame("C-GET", gettable, await GetAsync(folder.Folder("got"), gettable), sent, syntax => syntax == ImplicitVRLittleEndian),
            AssertSame("C-MOVE to an implicit peer", native, await MoveAsync("IMPLICIT", _implicitSink!, native), sent, syntax => syntax != ImplicitVRLittleEndian));
        await StoredFiles.RemoveAllAsync(Gantry);
        return came;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (IAsyncDisposable?[])[_implicitSink, _sink, _gantry, _reference])
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        _folder.Dispose();
    }

    private async Task<StorescpProcess> StartSinkAsync(string aeTitle, string accepted)
    {
        var sink = await StorescpProcess.StartAsync(_dcmtk, _folder.Folder(aeTitle), aeTitle, accepted);
        (await Gantry.CliAsync("ae", "add", aeTitle, $"127.0.0.1:{sink.Port}")).Succeeded();
        return sink;
    }

    private async Task FindAsync(List<CorpusInstance> stored)
    {
        var port = Gantry.DicomPort;
        var patients = await _dcmtk.FindAsync(port, "-P", "QueryRetrieveLevel=PATIENT", "PatientID");
        Assert.Equal(Set(stored.Select(instance => instance.PatientId.Trim())), Set(patients.Select(patient => patient["PatientID"].Trim())));
        var studies = await _dcmtk.FindAsync(port, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID");
        Assert.Equal(Set(stored.Select(instance => instance.Study)), Set(studies.Select(study => study["StudyInstanceUID"])));
        Assert.Equal(studies.Count, studies.Select(study => study["StudyInstanceUID"]).Distinct().Count());

        foreach (var study in stored.GroupBy(instance => instance.Study))
        {
            var series = await _dcmtk.FindAsync(port, "-S", "QueryRetrieveLevel=SERIES", $"StudyInstanceUID={study.Key}", "SeriesInstanceUID");
            Assert.Equal(Set(study.Select(instance => instance.Series)), Set(series.Select(found => found["SeriesInstanceUID"])));
        }

        foreach (var series in stored.GroupBy(instance => (instance.Study, instance.Series)))
        {
            var images = await _dcmtk.FindAsync(
                port, "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={series.Key.Study}", $"SeriesInstanceUID={series.Key.Series}", "SOPInstanceUID", "SOPClassUID");
            Assert.Equal(
                Set(series.Select(instance => $"{instance.SopInstance} {instance.SopClass}")),
                Set(images.Select(image => $"{image["SOPInstanceUID"]} {image["SOPClassUID"]}")));
        }
    }

    private async Task<Dictionary<string, Part10>> MoveAsync(string aeTitle, StorescpProcess sink, List<CorpusInstance> stored)
    {
        foreach (var some in stored.Select(instance => instance.Study).Distinct().Chunk(50))
        {
            // A study with compressed instances too brings a warning from a peer that does not take them.
            await _dcmtk.MoveAsync(Gantry.DicomPort, aeTitle, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={string.Join('\\', some)}");
        }

        return Take(sink);
    }

    private async Task<Dictionary<string, Part10>> GetAsync(string folder, List<CorpusInstance> stored)
    {
        var received = new Dictionary<string, Part10>();
        foreach (var group in stored.GroupBy(instance => instance.TransferSyntax))
        {
            var here = Path.Combine(folder, group.Key);
            Directory.CreateDirectory(here);
            foreach (var some in group.Select(instance => instance.Study).Distinct().Chunk(50))
            {
                // A study in several transfer syntaxes brings others too, or a warning where they cannot be had in what was asked for.
                await _dcmtk.GetAsync(Gantry.DicomPort, GetscuPreferences[group.Key], here, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={string.Join('\\', some)}");
            }

            var files = Part10.ByInstance(here);
            foreach (var instance in group.Where(instance => files.ContainsKey(instance.SopInstance)))
            {
                received.Add(instance.SopInstance, files[instance.SopInstance]);
            }
        }

        return received;
    }

    // What a storescp has received, which then has nothing any more.
    private static Dictionary<string, Part10> Take(StorescpProcess storescp)
    {
        var received = Part10.ByInstance(storescp.Folder);
        foreach (var file in Directory.EnumerateFiles(storescp.Folder))
        {
            File.Delete(file);
        }

        return received;
    }

    private static int AssertSame(
        string how, List<CorpusInstance> stored, Dictionary<string, Part10> received, Dictionary<string, Part10> sent, Func<string, bool> isConverted)
    {
        var missing = stored.Where(instance => !received.ContainsKey(instance.SopInstance)).Select(instance => instance.Name).ToList();
        Assert.True(missing.Count == 0, $"{how} did not bring {missing.Count}: {string.Join(", ", missing)}");
        foreach (var instance in stored)
        {
            var (expected, actual, where) = (sent[instance.SopInstance], received[instance.SopInstance], $"{how} of {instance.Name}");
            if (isConverted(expected.TransferSyntax))
            {
                expected.AssertConverted(actual, where);
            }
            else
            {
                expected.AssertSame(actual, where);
            }
        }

        return stored.Count;
    }

    private static SortedSet<string> Set(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);
}
