using System.Globalization;

namespace Gantry.Tools.PTBurnSimulator;

/// <summary>What the program is told: when it starts, and while it runs.</summary>
public static class CommandLine
{
    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They are not understood.</exception>
    public static (SimulatorOptions Options, List<SimulatedRobot> Robots) Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is not [var folder, var output, ..])
        {
            throw new ArgumentException("A job folder and a folder for discs are needed.");
        }

        var options = new SimulatorOptions { JobFolder = Directory.CreateDirectory(folder).FullName, OutputFolder = Path.GetFullPath(output) };
        var (names, paths, discs, ink) = (new List<string>(), new Dictionary<string, string>(), 100, 100);
        for (var i = 2; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--unicode":
                    options = options with { IsUnicode = true };
                    break;
                case "--small":
                    options = options with { SmallExtensions = true };
                    break;
                case "--single":
                    options = options with { SingleRobotOnly = true };
                    break;
                case "--kill":
                    options = options with { RetriesOnStartup = false };
                    break;
                case "--robot":
                    names.Add(Next(arguments, ref i));
                    break;
                case "--discs":
                    discs = Number(Next(arguments, ref i));
                    break;
                case "--ink":
                    ink = Number(Next(arguments, ref i));
                    break;
                case "--seconds":
                    options = options with { StepTime = Seconds(Next(arguments, ref i)) };
                    break;
                case "--messages":
                    options = options with { MessageInterval = Seconds(Next(arguments, ref i)) };
                    break;
                case "--status":
                    options = options with { StatusInterval = Seconds(Next(arguments, ref i)) };
                    break;
                case "--scan":
                    options = options with { ScanInterval = Seconds(Next(arguments, ref i)) };
                    break;
                case "--path" when Next(arguments, ref i).Split('=', 2) is [var prefix, var local]:
                    paths[prefix] = local;
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is not understood.");
            }
        }

        names = names.Count == 0 ? ["DiscPublisher"] : names;
        return (options with { Paths = paths }, [.. names.Select(name => new SimulatedRobot(name) { RightBin = discs, LeftBin = discs, Ink = ink })]);
    }

    /// <summary>Does what a line says.</summary>
    /// <returns>False where it is not understood.</returns>
    public static bool Obey(PTBurnServer server, string line)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var robot = server.Robots.FirstOrDefault(one => words.Length > 0 && one.Name == words[0]);
        if (robot is not null)
        {
            words = words[1..];
        }

        switch (words)
        {
            case ["freeze" or "thaw"]:
                server.IsFrozen = words[0] == "freeze";
                return true;
            case ["offline" or "online"]:
                (robot ?? server.Robots[0]).IsOffline = words[0] == "offline";
                return true;
            case ["cover", "open" or "closed"]:
                (robot ?? server.Robots[0]).IsCoverOpen = words[1] == "open";
                return true;
            case [var what, var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return Set(robot ?? server.Robots[0], what, number);
            default:
                return false;
        }
    }

    private static bool Set(SimulatedRobot robot, string what, int number)
    {
        switch (what)
        {
            case "discs":
                robot.RightBin = number;
                return true;
            case "left":
                robot.LeftBin = number;
                return true;
            case "ink":
                robot.Ink = number;
                return true;
            case "low":
                robot.LowInk = number;
                return true;
            case "fault":
                robot.Fault = number;
                return true;
            case "reject":
                robot.RejectNext = number;
                return true;
            case "fail":
                robot.FailNextJob = number;
                return true;
            default:
                return false;
        }
    }

    private static string Next(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"'{text}' is no number.");

    private static TimeSpan Seconds(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.01 and <= 86_400
        ? TimeSpan.FromSeconds(seconds)
        : throw new ArgumentException($"'{text}' is not a number of seconds from 0.01 to 86400.");
}
