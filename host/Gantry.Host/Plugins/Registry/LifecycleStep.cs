namespace Gantry.Host.Plugins.Registry;

/// <summary>The steps of a generation's life, in their order.</summary>
internal enum LifecycleStep
{
    /// <summary>Its folder is read, and checked as far as that goes without its code.</summary>
    Discover,

    /// <summary>It is copied, the copy compared with the folder, and its signature looked at.</summary>
    Verify,

    /// <summary>Its assemblies are loaded, its parts composed, and what it serves is compared with what others serve.</summary>
    Load,

    /// <summary>Each of its parts is made once, and the plugin starts.</summary>
    Start,

    /// <summary>It runs once what would be slow the first time.</summary>
    Warm,

    /// <summary>It gets operations: all, or on trial some.</summary>
    Serve,

    /// <summary>It gets no more, and those that it has go on to their end.</summary>
    Drain,

    /// <summary>It stops, and its parts are disposed.</summary>
    Stop,

    /// <summary>Its load context is let go, until that is gone from memory.</summary>
    Unload,
}
