using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>The samples of one component while a frame is decoded, in whole blocks; and their coefficients, where these come in several scans. Rented until it is disposed.</summary>
internal sealed class DctPlane : IDisposable
{
    private const int Side = 8;

    private readonly ushort[] _samples;
    private readonly short[] _coefficients;

    /// <summary>A component.</summary>
    /// <param name="header">The frame header.</param>
    /// <param name="index">Which of its components.</param>
    /// <param name="columns">The columns of the frame.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="keepsCoefficients">True where its coefficients come in several scans.</param>
    public DctPlane(JpegFrameHeader header, int index, int columns, int rows, bool keepsCoefficients)
    {
        (Across, Down) = (header.Sampling[index] >> 4, header.Sampling[index] & 0x0F);
        Table = header.QuantizationTables[index] & 3;
        var (acrossUnit, downUnit) = (header.MostAcross, header.MostDown);
        (Width, Height) = (Share(columns * Across, acrossUnit), Share(rows * Down, downUnit));
        (BlocksAcross, BlocksDown) = (Share(Width, Side), Share(Height, Side));
        Stride = Share(columns, Side * acrossUnit) * Across * Side;
        Lines = Share(rows, Side * downUnit) * Down * Side;
        var size = checked(Stride * Lines);
        _samples = ArrayPool<ushort>.Shared.Rent(size);
        _coefficients = keepsCoefficients ? ArrayPool<short>.Shared.Rent(size) : [];
        _coefficients.AsSpan(0, keepsCoefficients ? size : 0).Clear();
    }

    /// <summary>Its samples in a unit, horizontally and vertically.</summary>
    public int Across { get; }

    /// <inheritdoc cref="Across"/>
    public int Down { get; }

    /// <summary>The number of its quantization table.</summary>
    public int Table { get; }

    /// <summary>Its samples in a row, without those that fill up blocks.</summary>
    public int Width { get; }

    /// <summary>Its rows.</summary>
    public int Height { get; }

    /// <summary>The blocks of a scan of it alone.</summary>
    public int BlocksAcross { get; }

    /// <inheritdoc cref="BlocksAcross"/>
    public int BlocksDown { get; }

    /// <summary>How far its rows are apart: whole units.</summary>
    public int Stride { get; }

    /// <summary>The rows that there is room for.</summary>
    public int Lines { get; }

    /// <summary>What its coefficients are multiplied by, row by row: as it was said when its first scan began.</summary>
    public int[]? Quantization { get; set; }

    /// <summary>A row of its samples.</summary>
    public ReadOnlySpan<ushort> Row(int row) => _samples.AsSpan(row * Stride, Width);

    /// <summary>The samples from a block on.</summary>
    public Span<ushort> Block(int across, int down) => _samples.AsSpan(((down * Stride) + across) * Side, (7 * Stride) + Side);

    /// <summary>The coefficients of a block, kept between scans.</summary>
    public Span<short> Coefficients(int across, int down) => _coefficients.AsSpan(((down * (Stride / Side)) + across) * ZigZag.Count, ZigZag.Count);

    /// <summary>Makes the samples of the coefficients that were kept.</summary>
    public void TransformAll(int precision)
    {
        for (var down = 0; down < BlocksDown; down++)
        {
            for (var across = 0; across < BlocksAcross; across++)
            {
                InverseTransform.Block(Coefficients(across, down), Quantization, precision, Block(across, down), Stride);
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<ushort>.Shared.Return(_samples);
        if (_coefficients.Length > 0)
        {
            ArrayPool<short>.Shared.Return(_coefficients);
        }
    }

    private static int Share(int count, int size) => (count + size - 1) / size;
}
