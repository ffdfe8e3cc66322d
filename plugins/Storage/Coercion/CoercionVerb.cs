namespace Gantry.Plugins.Storage;

/// <summary>What a rule of coercion does to an attribute.</summary>
internal enum CoercionVerb
{
    /// <summary>Gives it a value, whatever it had.</summary>
    Set,

    /// <summary>Gives it a value in place of the one that it had; where it had none it stays so.</summary>
    Replace,

    /// <summary>Puts characters before its value, unless they are there; where it has no value it stays so.</summary>
    Prefix,

    /// <summary>Leaves it out.</summary>
    Remove,
}
