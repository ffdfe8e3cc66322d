using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gantry.Interop.Tests;

/// <summary>
/// The instances of the corpus that a storage SCP has to take. Left out are files that readers disagree about or cannot read, files without file meta
/// information, without SOP Class, SOP Instance, Study or Series Instance UID or with one that is none, and directories.
/// </summary>
internal static partial class CorpusInstances
{
    private const string MediaStorageDirectory = "1.2.840.10008.1.3.10";

    /// <summary>
    /// The instances in editions: within one, no SOP Instance UID comes twice. The corpus has some instances in several transfer syntaxes under the same UID, of
    /// which a server keeps one; they get another UID where that can be done without writing them anew.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<CorpusInstance>> EditionsOrSkip()
    {
        var all = AllOrSkip().ToList();
        var taken = all.Select(instance => instance.SopInstance).ToHashSet();
        var editions = new List<Dictionary<string, CorpusInstance>> { new() };
        foreach (var instance in all)
        {
            var label = editions[0].ContainsKey(instance.SopInstance) ? Enumerable.Range(0, 100).Select(instance.Relabelled).FirstOrDefault(label => label is null || taken.Add(label.SopInstance)) : null;
            var labelled = label ?? instance;
            var edition = editions.Find(edition => !edition.ContainsKey(labelled.SopInstance));
            if (edition is null)
            {
                editions.Add(edition = []);
            }

            edition.Add(labelled.SopInstance, labelled);
        }

        return [.. editions.Select(edition => edition.Values.ToList())];
    }

    public static IEnumerable<CorpusInstance> AllOrSkip()
    {
        var folder = Environment.GetEnvironmentVariable("GANTRY_CORPUS") is { Length: > 0 } set ? set : Path.Combine(Checkout.Top, "..", "shared", "corpus");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "expected")), "The corpus is neither at ../shared/corpus beside the repository nor where GANTRY_CORPUS says.");
        var expected = Path.GetFullPath(Path.Combine(folder, "expected"));
        return Directory.EnumerateFiles(expected, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Read(path, Path.GetRelativePath(expected, path)[..^".json".Length], folder)).OfType<CorpusInstance>();
    }

    private static CorpusInstance? Read(string path, string name, string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var (root, ids) = (json.RootElement, json.RootElement.GetProperty("ids"));
        var instance = new CorpusInstance(
            Path.Combine(folder, "files", name), name, Id("sop_class"), Id("sop_instance"), Id("study"), Id("series"), Id("patient_id"),
            root.TryGetProperty("transfer_syntax", out var syntax) ? syntax.GetString()! : "");
        string[] uids = [instance.SopClass, instance.SopInstance, instance.Study, instance.Series];
        var isValid = root.GetProperty("class").GetString() == "well-formed"
            && instance.TransferSyntax.Length > 0
            && instance.SopClass != MediaStorageDirectory
            && uids.All(uid => uid.Length <= 64 && UidPattern().IsMatch(uid));
        return isValid ? instance : null;

        string Id(string key) => ids.TryGetProperty(key, out var id) ? id.GetString() ?? "" : "";
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+\z")]
    private static partial Regex UidPattern();
}
