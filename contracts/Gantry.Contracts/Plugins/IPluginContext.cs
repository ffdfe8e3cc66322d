namespace Gantry.Contracts;

/// <summary>What the host tells a plugin of itself. A host service: imported by any part.</summary>
public interface IPluginContext
{
    /// <summary>The plugin's id.</summary>
    string Id { get; }

    /// <summary>The plugin's version.</summary>
    string Version { get; }

    /// <summary>The folder this version was loaded from: the host's private copy, read-only by agreement.</summary>
    string Folder { get; }

    /// <summary>A folder of the plugin's own for what must outlive a version; it exists.</summary>
    string DataFolder { get; }

    /// <summary>The AE title of the host.</summary>
    string HostAETitle { get; }

    /// <summary>The plugin's settings: the keys below <c>Gantry:Plugins:ID</c>, joined by colons; case is ignored.</summary>
    IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Cancelled when this version begins to stop.</summary>
    CancellationToken Stopping { get; }
}
