namespace Gantry.Contracts.Testing;

/// <summary>A host would refuse the plugin.</summary>
/// <param name="reason">Why, in a sentence.</param>
public sealed class PluginRefusedException(string reason) : Exception(reason);
