namespace Gantry.Contracts.Testing.Composing;

/// <summary>An operation imports a service that nobody provides.</summary>
internal sealed class ServiceMissingException(Type contract) : InvalidOperationException($"No plugin provides {contract.Name}.");
