namespace Gantry.Host.Plugins.Registry;

/// <summary>What an administrator sees of a plugin.</summary>
internal enum PluginState
{
    /// <summary>It is being loaded for the first time.</summary>
    Loading,

    /// <summary>It serves.</summary>
    Serving,

    /// <summary>It does not serve: what is in its folder was refused.</summary>
    Refused,

    /// <summary>It is not loaded: the settings choose another to provide what it would.</summary>
    LeftOut,

    /// <summary>It is loaded, and its database is kept like the one that serves, so that it can take over.</summary>
    Standby,

    /// <summary>It does not serve: an administrator unloaded it.</summary>
    Unloaded,

    /// <summary>It is loaded, and a service that it needs is provided by no plugin now.</summary>
    Waiting,

    /// <summary>It is loaded, and an administrator has its operations refused until it is resumed.</summary>
    Paused,

    /// <summary>It is loaded, and threw so often that operations are kept from it for a while.</summary>
    Quarantined,

    /// <summary>It serves, and code of it runs on in operations that were given up.</summary>
    Hung,
}
