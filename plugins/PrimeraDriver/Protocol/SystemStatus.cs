using System.Globalization;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The status of the system: <c>SystemStatus.txt</c>, or <c>PTStatus.txt</c> of PTBurn 2 and of the mode for one robot.</summary>
/// <param name="Robots">The robots.</param>
/// <param name="Error">The error of all of it; 0 for none.</param>
/// <param name="ErrorText">What it says of that.</param>
/// <param name="Beat">What is another each time that PTBurn writes the file; empty where nothing in it is.</param>
/// <param name="FreeMegabytes">What is free on its disk; null where it is not said.</param>
internal sealed record SystemStatus(IReadOnlyList<RobotStatus> Robots, int Error, string ErrorText, string Beat, int? FreeMegabytes)
{
    private const string Whole = "System";

    /// <summary>Reads the status; null where it is none, or not whole.</summary>
    /// <param name="text">The file.</param>
    /// <param name="isOfOneRobot">True for <c>PTStatus.txt</c>, whose system is the robot.</param>
    public static SystemStatus? Read(StatusText text, bool isOfOneRobot)
    {
        if (!text.Has(Whole))
        {
            return null;
        }

        var name = text.Get(Whole, "SystemDesc");
        IReadOnlyList<RobotStatus> robots = isOfOneRobot
            ? [RobotStatus.Read(text, Whole, name.Length > 0 ? name : "the robot")]
            : [.. text.List("RobotList", "Robot").Select(robot => RobotStatus.Read(text, robot, robot))];
        return new SystemStatus(
            robots,
            isOfOneRobot ? 0 : text.GetNumber(Whole, "SysErrorNumber") ?? 0,
            isOfOneRobot ? "" : text.Get(Whole, "SysErrorString"),
            $"{text.Get(Whole, "ServerTickCount")}{text.Get(Whole, "ServerTime")}",
            int.TryParse(text.Get(Whole, "DriveSpace").Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var free) ? free : null);
    }
}
