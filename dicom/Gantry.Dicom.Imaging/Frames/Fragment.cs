namespace Gantry.Dicom.Imaging;

/// <summary>An item of encapsulated pixel data (PS3.5 §A.4).</summary>
/// <param name="Offset">Where the item begins, in bytes from the item behind the Basic Offset Table's: as offset tables count.</param>
/// <param name="Length">The bytes of its value.</param>
internal readonly record struct Fragment(long Offset, int Length)
{
    /// <summary>The bytes of an item's tag and length.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Where the next item begins.</summary>
    public long Next => Offset + HeaderBytes + Length;
}
