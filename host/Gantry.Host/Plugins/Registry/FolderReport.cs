using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Registry;

/// <summary>What loading a folder would do, found out without loading anything of it.</summary>
/// <param name="Id">The plugin's id; null where the manifest does not tell.</param>
/// <param name="Version">Its version; null where the manifest does not tell.</param>
/// <param name="Findings">What there is to say, what would prevent loading first.</param>
internal sealed record FolderReport(string? Id, string? Version, IReadOnlyList<FolderFinding> Findings)
{
    /// <summary>Reads a folder and holds it against what serves now.</summary>
    public static FolderReport Make(string path, PluginRegistry registry)
    {
        PluginFolder folder;
        try
        {
            folder = PluginFolder.Read(path, registry.FolderPolicy);
        }
        catch (PluginRefusedException refusal)
        {
            return new FolderReport(null, null, [new FolderFinding(FindingSeverity.Error, refusal.Message)]);
        }

        var manifest = folder.Manifest;
        registry.TryFind(manifest.Id, out var slot);
        IEnumerable<FolderFinding> findings =
        [
            .. Clashes(manifest, slot, registry),
            .. Missing(manifest, registry),
            .. Rights(folder),
            new FolderFinding(FindingSeverity.Information, Effect(folder, slot)),
        ];
        return new FolderReport(manifest.Id, manifest.Version, [.. findings.OrderByDescending(finding => finding.Severity)]);
    }

    private static IEnumerable<FolderFinding> Clashes(PluginManifest manifest, PluginSlot? slot, PluginRegistry registry) => registry.Slots
        .Where(other => other != slot && other.Routes is not null)
        .SelectMany(other => other.Routes!.Services.Where(service => manifest.Provides.Contains(service.Name))
            .Select(service => new FolderFinding(FindingSeverity.Error, $"It provides {service.Name}, which {other.Id} provides already.")));

    private static IEnumerable<FolderFinding> Missing(PluginManifest manifest, PluginRegistry registry)
    {
        foreach (var name in manifest.Provides.Concat(manifest.Requires).Where(name => !ServiceContracts.IsKnown(name)))
        {
            yield return new FolderFinding(FindingSeverity.Warning, $"Its manifest names {name}, which is no service of this host's contracts.");
        }

        foreach (var name in manifest.Requires.Where(name => ServiceContracts.IsKnown(name) && !manifest.Provides.Contains(name)
            && !registry.Slots.Any(other => other.Routes?.Services.Any(service => service.Name == name) == true)))
        {
            yield return new FolderFinding(FindingSeverity.Warning, $"It requires {name}, which no plugin provides now; its operations would be refused.");
        }
    }

    private static IEnumerable<FolderFinding> Rights(PluginFolder folder) =>
        folder.Content.Remark is { } remark ? [new FolderFinding(FindingSeverity.Warning, remark)] : [];

    private static string Effect(PluginFolder folder, PluginSlot? slot) => slot?.Current switch
    {
        null => "No version of it serves now; it would be the first.",
        var current when current.ContentHash == folder.ContentHash => $"It is what serves now: {current}.",
        var current => $"It would take the place of {current}.",
    };
}

/// <summary>How much a finding matters.</summary>
internal enum FindingSeverity
{
    /// <summary>It is good to know.</summary>
    Information,

    /// <summary>It would load, and not all would work.</summary>
    Warning,

    /// <summary>It would be refused.</summary>
    Error,
}

/// <summary>One thing to say of a folder.</summary>
internal sealed record FolderFinding(FindingSeverity Severity, string Text);
