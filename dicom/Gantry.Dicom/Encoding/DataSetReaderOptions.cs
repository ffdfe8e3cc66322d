namespace Gantry.Dicom;

/// <summary>How far a data set is read, and how much of it is kept.</summary>
public sealed record DataSetReaderOptions
{
    /// <summary>All of the data set, within the limits each property states.</summary>
    public static DataSetReaderOptions Default { get; } = new();

    /// <summary>Where to stop: before the first element, not in an item, with this tag or a greater one. To the end unless set.</summary>
    public Tag? StopBefore { get; init; }

    /// <summary>The group that is read: it stops before the first element of another one. All groups unless set.</summary>
    internal ushort? OnlyGroup { get; init; }

    /// <summary>The bytes that the data set has, where they are known: an element that reaches beyond is a fault at its header. Ignored where it is deflated.</summary>
    internal long? TotalBytes { get; init; }

    /// <summary>
    /// The longest value to keep, in bytes; a longer one, and encapsulated pixel data with more bytes than that, is left out of the data set and
    /// reported as a <see cref="SkippedElement"/>. No limit unless set.
    /// </summary>
    public long MaximumValueBytes { get; init; } = long.MaxValue;

    /// <summary>The most bytes to read, skipped values not counted; more is an error. 2 GiB unless set.</summary>
    public long MaximumBytes { get; init; } = 2L << 30;

    /// <summary>The deepest nesting of items; deeper is an error. 64 unless set.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>The most bytes that a deflated data set may inflate to; more is an error. 2 GiB unless set.</summary>
    public long MaximumInflatedBytes { get; init; } = 2L << 30;

    /// <summary>
    /// How many bytes one deflated byte may become, on the whole, once 64 MiB have been inflated; more is an error. 512 unless set; what deflate
    /// can reach is 1,032.
    /// </summary>
    public int MaximumInflationRatio { get; init; } = 512;

    /// <summary>
    /// True to keep what precedes a fault, e.g. the end of a cut file, and to report the fault instead of throwing it. False unless set.
    /// </summary>
    public bool KeepsWhatPrecedesFault { get; init; }
}
