using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The errors of a robot (SysErrorNumber). Jobs wait while there is one, and go on by themselves when it is gone.</summary>
internal static class SystemErrors
{
    /// <summary>True for colour, black or both inks low, which can be ignored.</summary>
    public static bool IsInkLow(int error) => error is >= 5 and <= 7;

    /// <summary>An error in words.</summary>
    /// <param name="error">Its number, not 0.</param>
    /// <param name="text">What PTBurn says of it, for numbers that are not known here.</param>
    public static PTBurnError Of(int error, string text) => error switch
    {
        1 => Operator("the printer's tray does not move; free it"),
        2 => Supplies("a cartridge is missing or does not work; put one in"),
        3 => Supplies("the input bin is empty; put blank discs in"),
        4 => Operator("the printer does not answer; look at its cable and power"),
        5 => Supplies("the colour ink is low; have a cartridge ready and tell PTBurn to go on"),
        6 => Supplies("the black ink is low; have a cartridge ready and tell PTBurn to go on"),
        7 => Supplies("all ink is low; have cartridges ready and tell PTBurn to go on"),
        8 => Operator("a disc could not be picked up; look whether discs stick together"),
        9 => Operator("the arm does not move; look what is in its way"),
        10 => Operator("the carriage does not move; look what is in its way"),
        11 => Service("PTBurn has not the rights of an administrator"),
        12 => Service("the software of the robot is not installed rightly"),
        13 => Service("no recorder is found"),
        14 => new(MediaDeviceCondition.Failed, "it is switched off or not connected"),
        15 => Operator("the cover is open; close it"),
        16 => Operator("a disc could not be picked up from the printer; take it out"),
        17 => Operator("several discs were picked up at once; put them apart"),
        >= 18 and <= 21 or >= 32 and <= 34 or >= 39 and <= 41 => Operator("a disc was dropped or is missing; look for it, and for discs in the drives"),
        22 => Operator("the printer needs to be aligned"),
        >= 23 and <= 30 => Supplies("the cartridges are not those that the printer needs; change them"),
        31 => Service("aligning the printer failed"),
        35 => Supplies("the colour ink is empty; change the cartridge"),
        36 => Supplies("the black ink is empty; change the cartridge"),
        37 => Supplies("all ink is empty; change the cartridges"),
        38 => Operator("the printer takes too long; look at it"),
        42 => new(MediaDeviceCondition.Failed, "it does not answer; switch it off and on"),
        _ => Operator(text.Length > 0 ? text : "something is wrong that PTBurn has no words for"),
    };

    private static PTBurnError Operator(string words) => new(MediaDeviceCondition.NeedsOperator, words);

    private static PTBurnError Supplies(string words) => new(MediaDeviceCondition.OutOfSupplies, words);

    private static PTBurnError Service(string words) => new(MediaDeviceCondition.NeedsService, words);
}
