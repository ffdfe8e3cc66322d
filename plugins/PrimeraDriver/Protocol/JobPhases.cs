namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Reads the phases of jobs from the names of files.</summary>
internal static class JobPhases
{
    /// <summary>The phase that a file tells, whatever the case of its extension; <see cref="JobPhase.None"/> for a file that is no job.</summary>
    public static JobPhase Of(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".JRQ" => JobPhase.Submitted,
        ".QRJ" => JobPhase.Queued,
        ".INP" => JobPhase.InProcess,
        ".DON" => JobPhase.Done,
        ".ERR" or ".ABT" => JobPhase.Failed,
        _ => JobPhase.None,
    };

    /// <summary>The phases of all jobs of a folder, by the names of the jobs, whose case does not matter.</summary>
    public static Dictionary<string, JobPhase> OfAll(IEnumerable<string> files)
    {
        var phases = new Dictionary<string, JobPhase>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            var (name, phase) = (Path.GetFileNameWithoutExtension(file), Of(file));
            if (phase > phases.GetValueOrDefault(name))
            {
                phases[name] = phase;
            }
        }

        return phases;
    }
}
