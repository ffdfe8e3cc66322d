using Gantry.Contracts;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins;

/// <inheritdoc/>
internal sealed record PluginContext : IPluginContext
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string Folder { get; init; }

    public required string DataFolder { get; init; }

    public required string HostAETitle { get; init; }

    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    public required CancellationToken Stopping { get; init; }

    public static PluginContext Make(GantrySettings settings, PluginManifest manifest, string folder, IReadOnlyDictionary<string, string?> values, CancellationToken stopping) => new()
    {
        Id = manifest.Id,
        Version = manifest.Version,
        Folder = folder,
        DataFolder = Directory.CreateDirectory(Path.Combine(settings.DataFolder, manifest.Id)).FullName,
        HostAETitle = settings.AETitle.Value,
        Settings = values,
        Stopping = stopping,
    };
}
