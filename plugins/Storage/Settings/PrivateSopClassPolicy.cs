namespace Gantry.Plugins.Storage;

/// <summary>What is done with SOP classes outside of the standard's root.</summary>
public enum PrivateSopClassPolicy
{
    /// <summary>They are stored like all others.</summary>
    Accept,

    /// <summary>Their presentation contexts are not accepted.</summary>
    Refuse,
}
