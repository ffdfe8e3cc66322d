using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>Notes which faults were made and what was lost: a line for each in the file that GANTRY_FAULT_REPORT names, of which tools/faults makes a table. Nothing without it.</summary>
internal static class FaultReport
{
    private static readonly Lock Gate = new();
    private static readonly string? File = Environment.GetEnvironmentVariable("GANTRY_FAULT_REPORT");

    /// <summary>Notes faults of one kind.</summary>
    /// <param name="kind">What was done.</param>
    /// <param name="faults">How often.</param>
    /// <param name="acknowledged">The instances that were acknowledged meanwhile.</param>
    /// <param name="lost">Those of them that were not there afterwards as they were sent, and those that were there although they had been refused.</param>
    public static void Note(string kind, int faults, int acknowledged, int lost)
    {
        if (File is not null)
        {
            lock (Gate)
            {
                System.IO.File.AppendAllText(File, string.Create(CultureInfo.InvariantCulture, $"{kind}\t{faults}\t{acknowledged}\t{lost}\n"));
            }
        }
    }
}
