namespace Gantry.Interop.Tests;

/// <summary>What storescu reports of each file.</summary>
internal static class StorescuReport
{
    /// <summary>The names of the files that storescu itself could not read, and so never sent.</summary>
    public static HashSet<string> Unreadable(CommandResult run)
    {
        const string unreadable = "E: No SOP Class or Instance UID in file: ";
        return [.. run.Lines.Where(line => line.StartsWith(unreadable, StringComparison.Ordinal)).Select(line => Path.GetFileName(line[unreadable.Length..]))];
    }

    /// <summary>The names of the files that were answered with Success.</summary>
    public static HashSet<string> Stored(CommandResult run)
    {
        var stored = new HashSet<string>();
        var file = "";
        foreach (var line in run.Lines)
        {
            const string sending = "I: Sending file: ";
            if (line.StartsWith(sending, StringComparison.Ordinal))
            {
                file = Path.GetFileName(line[sending.Length..]);
            }
            else if (line.StartsWith("I: Received Store Response (Success)", StringComparison.Ordinal))
            {
                stored.Add(file);
            }
        }

        return stored;
    }
}
