namespace Gantry.Host.Settings;

/// <summary>What is done with the user identity of an association requestor (PS3.7 §D.3.3.7).</summary>
internal enum UserIdentityPolicy
{
    /// <summary>One that is offered is checked where a plugin does that; nobody has to offer one.</summary>
    Check,

    /// <summary>An association without an identity that a plugin has accepted is rejected.</summary>
    Require,

    /// <summary>It is not looked at.</summary>
    Ignore,
}
