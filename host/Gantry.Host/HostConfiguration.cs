namespace Gantry.Host;

/// <summary>Where the host's configuration comes from; what comes later wins.</summary>
internal static class HostConfiguration
{
    /// <summary>The file of settings, looked for beside the program and in the working folder.</summary>
    public const string FileName = "gantry.json";

    /// <exception cref="InvalidDataException">A file is not JSON.</exception>
    /// <exception cref="FormatException">The command line has a word that is not <c>--Name value</c>.</exception>
    public static IConfiguration Build(string[] arguments)
    {
        CheckArguments(arguments);
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true)
            .AddJsonFile(Path.GetFullPath(FileName), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(arguments)
            .Build();
    }

    // The provider skips what it does not understand, and a misspelt option would go unseen.
    private static void CheckArguments(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var isOption = arguments[i].StartsWith("--Gantry:", StringComparison.OrdinalIgnoreCase);
            if (!isOption)
            {
                throw new FormatException($"'{arguments[i]}' is not an option; options are --Gantry:Name value, --Gantry:DicomPort 11112 for example.");
            }

            if (!arguments[i].Contains('=', StringComparison.Ordinal) && ++i >= arguments.Length)
            {
                throw new FormatException($"'{arguments[i - 1]}' has no value.");
            }
        }
    }
}
