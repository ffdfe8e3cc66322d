namespace Gantry.Dicom;

/// <summary>What a <see cref="DataSetScanner"/> is inside of.</summary>
internal struct ScannerFrame
{
    public const long Undefined = long.MaxValue;

    public ScannerFrameKind Kind;

    /// <summary>The sequence's or pixel data's tag; of an item that of its sequence.</summary>
    public Tag Tag;

    /// <summary>The offset where it ends; <see cref="Undefined"/> where a delimiter ends it.</summary>
    public long End;

    /// <summary>An enclosing frame's end, if nearer: nothing inside may reach beyond.</summary>
    public long Limit;

    /// <summary>The greatest tag so far, of the elements in a data set or item.</summary>
    public Tag LastTag;

    public bool IsExplicit;
    public bool IsBigEndian;
}
