namespace Gantry.Host.Plugins.Signatures;

/// <summary>What a host does with signatures of plugins.</summary>
internal enum SignaturePolicy
{
    /// <summary>They are not looked at.</summary>
    Off,

    /// <summary>Where a plugin is signed, its signature must hold.</summary>
    Verify,

    /// <summary>A plugin must be signed, and its signature hold.</summary>
    Require,
}
