namespace Gantry.Host.Plugins.Composition;

/// <summary>An operation needs a service that no plugin provides at present.</summary>
internal sealed class ServiceUnavailableException(string contract) : Exception($"No plugin provides {contract}.")
{
    public string Contract { get; } = contract;
}
