using System.Diagnostics;

namespace Gantry.Host.Supervision;

/// <summary>The host as a child of its supervisor.</summary>
internal static class HostProcess
{
    private const string Mark = "GANTRY_SUPERVISED";

    /// <summary>How to start this program once more, without supervision.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell which program this is.");
        var isRuntime = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(program, isRuntime ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment[Mark] = "1";
        return start;
    }

    /// <summary>Where this process is supervised: stops it in order when its supervisor is gone, or closes its standard input.</summary>
    public static void FollowSupervisor(IHostApplicationLifetime lifetime)
    {
        if (Environment.GetEnvironmentVariable(Mark) is not null)
        {
            new Thread(() => WaitForEnd(lifetime)) { IsBackground = true, Name = "Supervisor" }.Start();
        }
    }

    private static void WaitForEnd(IHostApplicationLifetime lifetime)
    {
        using var input = Console.OpenStandardInput();
        Span<byte> nothing = stackalloc byte[16];
        while (input.Read(nothing) > 0)
        {
            nothing.Clear(); // nobody has anything to say
        }

        lifetime.StopApplication();
    }
}
