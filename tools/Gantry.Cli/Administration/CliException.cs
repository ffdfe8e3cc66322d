namespace Gantry.Cli.Administration;

/// <summary>The command cannot be done; the message is the one line that the administrator reads.</summary>
internal sealed class CliException : Exception
{
    public CliException(string message) : base(message)
    {
    }

    public CliException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
