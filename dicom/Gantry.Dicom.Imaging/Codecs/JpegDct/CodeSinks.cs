using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Takes the codes of all blocks of a frame.</summary>
internal interface IFrameSink : ICodeSink
{
    /// <summary>What follows is of this component.</summary>
    void Component(int component);
}

/// <summary>Counts symbols; the chrominances have tables together.</summary>
internal struct CodeCounts(int tables) : IFrameSink
{
    private readonly int[][] _counts = [.. Enumerable.Range(0, 2 * tables).Select(_ => new int[256])];
    private int _first;

    public void Component(int component) => _first = component == 0 ? 0 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Put(int table, int symbol, uint bits) => _counts[_first + table][symbol]++;

    /// <summary>The shortest codes: of luminance and of chrominances, and of each those of means and those of other coefficients.</summary>
    public readonly HuffmanCodes[][] Codes() => [.. _counts.Chunk(2).Select(pair => Array.ConvertAll(pair, counts => HuffmanCodes.Of(counts)))];
}

/// <summary>Writes codes, each with the bits behind it.</summary>
internal struct CodeWriter(JpegBitWriter writer, HuffmanCodes[][] codes) : IFrameSink
{
    private HuffmanCodes[] _codes = codes[0];

    public readonly HuffmanCodes[][] Codes => codes;

    public void Component(int component) => _codes = codes[Math.Min(component, 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Put(int table, int symbol, uint bits)
    {
        var (code, length) = _codes[table][symbol];
        var count = symbol & 0x0F;
        writer.Write((code << count) | bits, length + count);
    }

    public readonly void Complete() => writer.Complete();
}
