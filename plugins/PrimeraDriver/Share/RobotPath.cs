namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Turns paths as this server sees them into those that the robot's computer sees.</summary>
internal static class RobotPath
{
    /// <summary>The path at the robot: that of the longest folder that is mapped and what is below it; a path below no such folder stays as it is.</summary>
    /// <param name="path">The path here.</param>
    /// <param name="settings">The mappings.</param>
    public static string Of(string path, PrimeraSettings settings)
    {
        var mappings = settings.RobotPaths.Select(entry => entry.Split('=', 2)).Select(pair => (Here: pair[0].Trim(), There: pair[1].Trim()));
        if (settings.JobFolder.Length > 0 && settings.JobFolderAtRobot.Length > 0)
        {
            mappings = mappings.Append((Here: Path.GetFullPath(settings.JobFolder), There: settings.JobFolderAtRobot));
        }

        var (here, there) = mappings.Where(mapping => IsBelow(path, mapping.Here)).OrderByDescending(mapping => mapping.Here.Length).FirstOrDefault();
        if (here is null)
        {
            return path;
        }

        var rest = path[here.TrimEnd('/', '\\').Length..].TrimStart('/', '\\');
        var separator = there.Contains('\\', StringComparison.Ordinal) || there is [_, ':', ..] ? '\\' : '/';
        return rest.Length == 0 ? there : $"{there.TrimEnd('/', '\\')}{separator}{rest.Replace('/', separator).Replace('\\', separator)}";
    }

    private static bool IsBelow(string path, string folder)
    {
        var top = folder.TrimEnd('/', '\\');
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return top.Length > 0 && path.StartsWith(top, comparison) && (path.Length == top.Length || path[top.Length] is '/' or '\\');
    }
}
