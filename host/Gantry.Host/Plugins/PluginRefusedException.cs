namespace Gantry.Host.Plugins;

/// <summary>A plugin cannot be loaded. The message is one clear sentence for the administrator.</summary>
internal sealed class PluginRefusedException(string message) : Exception(message);
