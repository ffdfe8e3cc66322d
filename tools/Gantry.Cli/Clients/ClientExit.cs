namespace Gantry.Cli.Clients;

/// <summary>How commands that speak to a peer end; what cannot be done at all is 2, as everywhere.</summary>
internal static class ClientExit
{
    public const int Done = 0;

    /// <summary>Something failed, or nothing was found.</summary>
    public const int NotAll = 1;
}
