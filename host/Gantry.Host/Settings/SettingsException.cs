namespace Gantry.Host.Settings;

/// <summary>The settings are not usable; every fault is listed, one to a line.</summary>
internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
