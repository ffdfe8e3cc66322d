namespace Gantry.Contracts;

/// <summary>
/// Says for the conformance statement (PS3.2) what SOP classes and transfer syntaxes do not tell: the keys that are matched, options, statuses and limits. A
/// plugin exports at most one; it need not export any.
/// </summary>
/// <remarks>Asked once, when the plugin is loaded and before it starts.</remarks>
public interface IConformanceDetails
{
    /// <summary>The details, in the order in which they are to be read.</summary>
    IEnumerable<ConformanceDetail> Describe();
}
