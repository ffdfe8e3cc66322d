using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>Values that nobody could make who keeps the rules.</summary>
internal static class Hostile
{
    /// <summary>A UID of any text.</summary>
    public static Uid Uid(string text)
    {
        var uid = default(Uid);
        Value(ref uid) = text;
        return uid;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    private static extern ref string? Value(ref Uid uid);
}
