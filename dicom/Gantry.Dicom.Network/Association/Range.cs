using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <summary>Checks of option values.</summary>
internal static class Range
{
    public static int Check(int value, int minimum, int maximum, [CallerMemberName] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {minimum} to {maximum}.");

    public static TimeSpan Check(TimeSpan value, [CallerMemberName] string name = "") =>
        value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and at most a day.");
}
