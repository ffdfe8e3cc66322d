namespace Gantry.Host.Plugins.Composition;

/// <summary>An operation needs a service that it cannot have at present.</summary>
/// <param name="contract">The service.</param>
/// <param name="reason">Why it cannot have it; null where no plugin provides it.</param>
internal sealed class ServiceUnavailableException(string contract, string? reason = null) : Exception(reason ?? $"No plugin provides {contract}.")
{
    public string Contract { get; } = contract;
}
