namespace Gantry.Dicom.Imaging;

/// <summary>Two lines of each component, the one that is made and the one above, each with a sample more on both sides (ITU-T T.87 §A.2.1).</summary>
internal sealed class JpegLsLines(int components, int columns)
{
    private readonly ushort[] _lines = new ushort[2 * components * (columns + 2)];
    private int _current = 1;

    public int Components => components;

    public int Columns => columns;

    /// <summary>The line that was made last becomes the one above; what is beyond the edges follows from it.</summary>
    public void Next()
    {
        _current ^= 1;
        for (var component = 0; component < components; component++)
        {
            var above = Above(component);
            above[^1] = above[^2];
            Current(component)[0] = above[1];
        }
    }

    /// <summary>The line that is made; its first sample is at 1.</summary>
    public Span<ushort> Current(int component) => Line(component, _current);

    /// <summary>The line above.</summary>
    public Span<ushort> Above(int component) => Line(component, _current ^ 1);

    /// <summary>The samples of the line that is made.</summary>
    public Span<ushort> Samples(int component) => Current(component)[1..^1];

    private Span<ushort> Line(int component, int which) => _lines.AsSpan(((component * 2) + which) * (columns + 2), columns + 2);
}
