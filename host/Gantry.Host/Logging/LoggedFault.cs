namespace Gantry.Host.Logging;

/// <summary>Carries the text of a plugin's exception to the sinks, which ask an exception for nothing but its text.</summary>
internal sealed class LoggedFault(string text) : Exception(text)
{
    public override string ToString() => Message;
}
