using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>
/// Rows of a component with a sample for each pixel. Where two pixels of a row, or two by two, share a sample, those between the centres of samples are mixed, three parts of the nearer to
/// one of the farther, as decoders have it in common; other shared samples are repeated.
/// </summary>
internal sealed class Upsampling
{
    private readonly DctPlane _plane;
    private readonly JpegFrameHeader _header;
    private readonly bool _isMixedAcross;
    private readonly bool _isMixedBoth;
    private readonly ushort[] _row;
    private readonly int[] _sums;

    public Upsampling(DctPlane plane, JpegFrameHeader header, int columns)
    {
        (_plane, _header) = (plane, header);
        var isHalf = header.MostAcross == 2 * plane.Across && plane.Width > 2;
        _isMixedAcross = isHalf && header.MostDown == plane.Down;
        _isMixedBoth = isHalf && header.MostDown == 2 * plane.Down;
        IsWhole = header.MostAcross == plane.Across && header.MostDown == plane.Down;
        _row = IsWhole ? [] : new ushort[columns + 1];
        _sums = _isMixedBoth ? new int[plane.Width] : [];
    }

    /// <summary>True where each pixel has its own sample.</summary>
    public bool IsWhole { get; }

    /// <summary>A row, until the next one is asked for.</summary>
    public ReadOnlySpan<ushort> Row(int row)
    {
        if (IsWhole)
        {
            return _plane.Row(row);
        }

        var shared = _plane.Row(Math.Min(row * _plane.Down / _header.MostDown, _plane.Height - 1));
        if (_isMixedAcross)
        {
            MixAcross(shared, _row);
        }
        else if (_isMixedBoth)
        {
            var other = _plane.Row(Math.Clamp((row & 1) == 0 ? (row / 2) - 1 : (row / 2) + 1, 0, _plane.Height - 1));
            for (var at = 0; at < _sums.Length; at++)
            {
                _sums[at] = (3 * shared[at]) + other[at];
            }

            MixBoth(_sums, _row);
        }
        else
        {
            for (var column = 0; column < _row.Length - 1; column++)
            {
                _row[column] = shared[column * _plane.Across / _header.MostAcross];
            }
        }

        return _row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixAcross(ReadOnlySpan<ushort> shared, Span<ushort> row)
    {
        int before = shared[0], here = before;
        for (var at = 0; at < shared.Length; at++)
        {
            int next = at + 1 < shared.Length ? shared[at + 1] : here;
            row[2 * at] = (ushort)(((3 * here) + before + 1) >> 2);
            if ((2 * at) + 1 < row.Length)
            {
                row[(2 * at) + 1] = (ushort)(((3 * here) + next + 2) >> 2);
            }

            (before, here) = (here, next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixBoth(ReadOnlySpan<int> sums, Span<ushort> row)
    {
        int before = sums[0], here = before;
        for (var at = 0; at < sums.Length; at++)
        {
            var next = at + 1 < sums.Length ? sums[at + 1] : here;
            row[2 * at] = (ushort)(((3 * here) + before + 8) >> 4);
            if ((2 * at) + 1 < row.Length)
            {
                row[(2 * at) + 1] = (ushort)(((3 * here) + next + 7) >> 4);
            }

            (before, here) = (here, next);
        }
    }
}
