using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Says how the robots are, and which of them is given a job.</summary>
internal static class RobotChoice
{
    /// <summary>How the device is: as the robot is that is best off.</summary>
    public static MediaDeviceState StateOf(ShareView view, PrimeraSettings settings)
    {
        if (WhyNone(view, settings) is { } none)
        {
            return none;
        }

        var states = Used(view, settings).Select(robot => StateOf(robot, settings.Media.Select(medium => BinOf(medium, settings)), settings)).ToList();
        var best = states.MinBy(state => state.Condition)!;
        return best with { Note = string.Join(" ", states.Select(state => state.Note)) };
    }

    /// <summary>How the device is for a medium.</summary>
    public static MediaDeviceState StateOf(ShareView view, string medium, PrimeraSettings settings) =>
        WhyNone(view, settings)
        ?? For(view, medium, settings).Select(robot => StateOf(robot, [BinOf(medium, settings)], settings)).MinBy(state => state.Condition)
        ?? new MediaDeviceState(MediaDeviceCondition.Failed, $"PTBurn has no robot that is used for {medium}: see Robots and RobotFor.");

    /// <summary>The robot that makes a medium: of those that can the one with the fewest jobs; empty where PTBurn has but one.</summary>
    public static string Choose(ShareView view, string medium, PrimeraSettings settings)
    {
        var named = PrimeraSettings.Find(settings.RobotFor, medium);
        return named is null && view.System is { Robots.Count: <= 1 }
            ? ""
            : For(view, medium, settings).OrderBy(robot => StateOf(robot, [BinOf(medium, settings)], settings).Condition).ThenBy(robot => robot.Jobs).FirstOrDefault()?.Name ?? named ?? "";
    }

    /// <summary>The robots whose low ink is not to keep them from work.</summary>
    public static IEnumerable<RobotStatus> LowOnInk(ShareView view, PrimeraSettings settings) => Used(view, settings).Where(robot => SystemErrors.IsInkLow(robot.Error));

    /// <summary>What keeps a robot, or all of PTBurn, from its jobs; null for nothing.</summary>
    /// <param name="view">What is seen.</param>
    /// <param name="robot">The robot; empty where it is not known, and there is but one.</param>
    public static MediaDeviceState? WhyStopped(ShareView view, string robot)
    {
        if (view.System is { Error: not 0 } system)
        {
            return Stopped("PTBurn", SystemErrors.Of(system.Error, system.ErrorText));
        }

        var one = view.System?.Robots.FirstOrDefault(other => other.Name.Equals(robot, StringComparison.OrdinalIgnoreCase)) ?? (view.System is { Robots: [var only] } ? only : null);
        return one is { Error: not 0 } ? Stopped(one.Name, SystemErrors.Of(one.Error, one.ErrorText)) : null;
    }

    private static MediaDeviceState? WhyNone(ShareView view, PrimeraSettings settings)
    {
        if (view.Fault is { } fault)
        {
            return new MediaDeviceState(MediaDeviceCondition.Failed, fault);
        }

        if (view.System is not { } system)
        {
            return new MediaDeviceState(MediaDeviceCondition.Failed, "PTBurn has written no status that can be read.");
        }

        if (view.IsStuck)
        {
            return new MediaDeviceState(MediaDeviceCondition.Failed, "PTBurn has stopped: it does not write its status any more. Start the service PTBurnService.");
        }

        if (system.Error != 0)
        {
            return Stopped("PTBurn", SystemErrors.Of(system.Error, system.ErrorText));
        }

        if (system.FreeMegabytes < settings.MinimumFreeMegabytes)
        {
            return new MediaDeviceState(
                MediaDeviceCondition.OutOfSupplies,
                string.Create(CultureInfo.InvariantCulture, $"{system.FreeMegabytes} MB are free on the robot's computer, and {settings.MinimumFreeMegabytes} are needed."));
        }

        return Used(view, settings).Any() ? null : new MediaDeviceState(MediaDeviceCondition.Failed, "PTBurn has no robot that is used: see Robots.");
    }

    private static MediaDeviceState StateOf(RobotStatus robot, IEnumerable<int> bins, PrimeraSettings settings)
    {
        if (robot.Error != 0 && !(settings.IgnoreInkLow && SystemErrors.IsInkLow(robot.Error)))
        {
            return Stopped(robot.Name, SystemErrors.Of(robot.Error, robot.ErrorText));
        }

        if (robot.Status.Contains("offline", StringComparison.OrdinalIgnoreCase))
        {
            return Stopped(robot.Name, SystemErrors.Of(14, ""));
        }

        // An empty bin is no error yet while nobody takes a disc from it.
        if (bins.All(bin => robot.DiscsIn(bin) == 0))
        {
            return Stopped(robot.Name, SystemErrors.Of(3, ""));
        }

        return new MediaDeviceState(robot.Jobs > 0 ? MediaDeviceCondition.Busy : MediaDeviceCondition.Ready, Describe(robot));
    }

    private static string Describe(RobotStatus robot)
    {
        string?[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{robot.Jobs} jobs"),
            robot.RightBin is { } right ? string.Create(CultureInfo.InvariantCulture, $"{right} discs in the right bin") : null,
            robot.LeftBin is { } left ? string.Create(CultureInfo.InvariantCulture, $"{left} in the left") : null,
            robot.Ink.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"ink {string.Join(", ", robot.Ink)} %") : null,
        ];
        return $"{robot.Name}: {string.Join(", ", parts.Where(part => part is not null))}.";
    }

    private static MediaDeviceState Stopped(string who, PTBurnError error) => new(error.Condition, $"{who}: {error.Words}.");

    private static IEnumerable<RobotStatus> Used(ShareView view, PrimeraSettings settings) =>
        (view.System?.Robots ?? []).Where(robot => settings.Robots.IsEmpty || settings.Robots.Contains(robot.Name, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<RobotStatus> For(ShareView view, string medium, PrimeraSettings settings)
    {
        var named = PrimeraSettings.Find(settings.RobotFor, medium);
        return Used(view, settings).Where(robot => named is null || robot.Name.Equals(named, StringComparison.OrdinalIgnoreCase));
    }

    private static int BinOf(string medium, PrimeraSettings settings) => PrimeraSettings.Find(settings.BinFor, medium) is { } bin ? int.Parse(bin, CultureInfo.InvariantCulture) : 0;
}
