using System.Globalization;
using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Signatures;

namespace Gantry.Host.Plugins.Registry;

/// <summary>What loading a folder would do, found out without loading anything of it.</summary>
/// <param name="Id">The plugin's id; null where the manifest does not tell.</param>
/// <param name="Version">Its version; null where the manifest does not tell.</param>
/// <param name="Findings">What there is to say, what would prevent loading first.</param>
internal sealed record FolderReport(string? Id, string? Version, IReadOnlyList<FolderFinding> Findings)
{
    private const int MaximumAssemblyBytes = 256 << 20;

    /// <summary>Reads a folder and holds it against what serves now.</summary>
    public static FolderReport Make(string path, PluginRegistry registry, SignatureVerifier? signatures = null, ResidentContexts? residents = null)
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
        var assembly = AssemblyMetadata.Read(folder.Content.Find(manifest.Assembly)!.ReadAll(MaximumAssemblyBytes));
        IEnumerable<FolderFinding> findings =
        [
            .. Fitness(manifest, assembly),
            .. Clashes(manifest, assembly, slot, registry),
            .. Signature(folder, signatures),
            .. Missing(manifest, registry),
            .. Rights(folder),
            .. Residents(folder, residents),
            new FolderFinding(FindingSeverity.Information, Effect(folder, slot)),
        ];
        return new FolderReport(manifest.Id, manifest.Version, [.. findings.OrderByDescending(finding => finding.Severity)]);
    }

    private static IEnumerable<FolderFinding> Fitness(PluginManifest manifest, AssemblyMetadata? assembly)
    {
        if (assembly is null)
        {
            yield return new FolderFinding(FindingSeverity.Error, $"{manifest.Assembly} is not an assembly.");
        }
        else if (assembly.References.GetValueOrDefault("System.Runtime") is { } runtime && runtime.Major > Environment.Version.Major)
        {
            yield return new FolderFinding(FindingSeverity.Error, $"It was built for .NET {runtime.Major}; this host runs on .NET {Environment.Version.Major}.");
        }
    }

    private static IEnumerable<FolderFinding> Clashes(PluginManifest manifest, AssemblyMetadata? assembly, PluginSlot? slot, PluginRegistry registry)
    {
        foreach (var other in registry.Slots.Where(other => other != slot && other.Routes is not null))
        {
            foreach (var service in other.Routes!.Services.Where(service => manifest.Provides.Contains(service.Name)))
            {
                yield return new FolderFinding(FindingSeverity.Error, $"{manifest.Id} provides {service.Name}, which {other.Id} provides already.");
            }

            foreach (var (mine, theirs) in (assembly?.Handlers ?? []).SelectMany(mine => other.Routes.Handlers.Select(theirs => (mine, theirs))))
            {
                if (Clash(mine, theirs) is { } what)
                {
                    yield return new FolderFinding(FindingSeverity.Error, $"{manifest.Id} serves {theirs.Command} of {what}, which {other.Id} serves already.");
                }
            }
        }
    }

    private static string? Clash(DeclaredHandler mine, HandlerRoute theirs)
    {
        if (!ServiceContracts.Handlers.Any(pair => pair.Value == theirs.Command && pair.Key.Name == mine.Contract))
        {
            return null;
        }

        var both = theirs.SopClasses.Select(uid => uid.Value).Intersect(mine.SopClasses).Order(StringComparer.Ordinal).ToList();
        return both.Count > 0 ? string.Join(", ", both) : GroupOfBoth(mine, theirs);
    }

    private static string? GroupOfBoth(DeclaredHandler mine, HandlerRoute theirs) =>
        mine.Group != SopClassGroup.None && mine.Group == theirs.Group ? $"every {mine.Group} SOP class" : null;

    private static IEnumerable<FolderFinding> Signature(PluginFolder folder, SignatureVerifier? signatures)
    {
        if (signatures is null)
        {
            yield break;
        }

        FolderFinding finding;
        try
        {
            finding = new FolderFinding(FindingSeverity.Information, signatures.Verify(folder.Content) is { } signature
                ? string.Create(CultureInfo.InvariantCulture, $"It is signed by {signature.Signer}, whose certificate is valid until {signature.ValidUntil:yyyy-MM-dd}.")
                : "It is not signed, or signatures are not looked at.");
        }
        catch (PluginRefusedException refusal)
        {
            finding = new FolderFinding(FindingSeverity.Error, refusal.Message);
        }

        yield return finding;
    }

    // Other versions of what is in memory to stay do not clash, but they add to it until the host restarts.
    private static IEnumerable<FolderFinding> Residents(PluginFolder folder, ResidentContexts? residents)
    {
        var loaded = (residents?.Loaded ?? []).ToLookup(name => name.Name, name => name.Version);
        foreach (var file in folder.Manifest.Resident.Select(name => folder.Content.Find(name + ".dll")).OfType<FolderFile>())
        {
            if (AssemblyMetadata.Read(file.ReadAll(MaximumAssemblyBytes)) is { } assembly && loaded[assembly.Name].FirstOrDefault() is { } other
                && !loaded[assembly.Name].Contains(assembly.Version))
            {
                yield return new FolderFinding(
                    FindingSeverity.Information, $"Its {assembly.Name} {assembly.Version} would be in memory beside {other} until the host restarts.");
            }
        }
    }

    private static IEnumerable<FolderFinding> Missing(PluginManifest manifest, PluginRegistry registry)
    {
        foreach (var name in manifest.Provides.Concat(manifest.Requires).Where(name => !ServiceContracts.IsKnown(name)))
        {
            yield return new FolderFinding(FindingSeverity.Warning, $"Its manifest names {name}, which is no service of this host's contracts.");
        }

        foreach (var name in manifest.Requires.Where(name => ServiceContracts.IsKnown(name) && !manifest.Provides.Contains(name)
            && !registry.Slots.Any(other => other.Routes?.Services.Any(service => service.Name == name) == true)))
        {
            yield return new FolderFinding(FindingSeverity.Warning, $"It requires {name}, which no plugin provides now; it would wait for one.");
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
