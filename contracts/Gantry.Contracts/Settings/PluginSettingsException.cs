namespace Gantry.Contracts;

/// <summary>Settings that cannot be used. The message lists every fault, not only the first.</summary>
public sealed class PluginSettingsException : Exception
{
    /// <summary>Without a fault that is known.</summary>
    public PluginSettingsException()
    {
    }

    /// <summary>With one fault.</summary>
    public PluginSettingsException(string message) : base(message) => Faults = [message];

    /// <summary>With one fault and what caused it.</summary>
    public PluginSettingsException(string message, Exception innerException) : base(message, innerException) => Faults = [message];

    /// <summary>With all faults, a sentence each.</summary>
    public PluginSettingsException(IReadOnlyList<string> faults) : base(string.Join(' ', faults)) => Faults = faults;

    /// <summary>The faults, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = [];
}
