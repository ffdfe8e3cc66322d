namespace Gantry.Host.Plugins.Folders;

/// <summary>What a drop-in folder may be like, whatever is in it.</summary>
internal sealed record FolderPolicy
{
    /// <summary>What a host demands that is not told otherwise.</summary>
    public static FolderPolicy Default { get; } = new();

    /// <summary>For the host's own copies, where nobody else writes.</summary>
    public static FolderPolicy OwnCopy { get; } = new() { Rights = PluginRights.Any };

    /// <summary>True where the folder may be a link, and links in it may lead out of it; false unless set.</summary>
    public bool LinksLeadOut { get; init; }

    /// <summary>Who may write to it; <see cref="PluginRights.Group"/> unless set.</summary>
    public PluginRights Rights { get; init; } = PluginRights.Group;
}

/// <summary>Who may be able to write to a plugin's files: whoever can, runs code in the server.</summary>
internal enum PluginRights
{
    /// <summary>Anybody: nothing is checked.</summary>
    Any,

    /// <summary>The account of the host, root, the owner of the host's program, and the groups of the files; nobody else.</summary>
    Group,

    /// <summary>These accounts, and no group.</summary>
    Owner,
}
