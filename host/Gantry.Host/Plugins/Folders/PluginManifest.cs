using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Plugins.Folders;

/// <summary>The manifest of a plugin, <c>plugin.json</c>: written by its build, read before anything of it is loaded.</summary>
internal sealed record PluginManifest
{
    /// <summary>Lower-case, dotted: <c>gantry.find</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The plugin's version.</summary>
    public required string Version { get; init; }

    /// <summary>The file name of the entry assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>The contracts it was compiled against, <c>major.minor</c>.</summary>
    public required string Contracts { get; init; }

    /// <summary>The service contracts it exports for others.</summary>
    public string[] Provides { get; init; } = [];

    /// <summary>The service contracts it imports from others.</summary>
    public string[] Requires { get; init; } = [];

    /// <summary>The names of its assemblies that stay in memory: database drivers and the like, which cannot be unloaded cleanly.</summary>
    public string[] Resident { get; init; } = [];

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; init; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PluginManifest))]
internal sealed partial class PluginManifestJson : JsonSerializerContext;
