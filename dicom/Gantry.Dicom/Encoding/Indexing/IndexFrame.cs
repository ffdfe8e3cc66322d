namespace Gantry.Dicom;

/// <summary>What an <see cref="ElementIndexer"/> is inside of: the data set or an item, or a sequence.</summary>
internal struct IndexFrame
{
    /// <summary>The end of what a delimiter ends.</summary>
    public const int Undefined = -1;

    /// <summary>Where it ends, or <see cref="Undefined"/>.</summary>
    public int End;

    /// <summary>The nearest end around it, its own included: nothing inside may reach beyond.</summary>
    public int Limit;

    /// <summary>The greatest tag so far; -1 before the first element.</summary>
    public long LastTag;

    public bool IsSequence;
}
