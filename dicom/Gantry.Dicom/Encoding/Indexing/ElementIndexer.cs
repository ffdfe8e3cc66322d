using System.Buffers.Binary;

namespace Gantry.Dicom;

/// <summary>
/// Finds the elements of a data set that lies in memory, is little endian and has nothing irregular in it: one pass over the headers, items included, that
/// makes nothing but the index. Whatever it does not expect it leaves to <see cref="DataSetScanner"/>, which says what is wrong, or reads it all the same.
/// </summary>
internal ref partial struct ElementIndexer
{
    private const uint Item = 0xFFFE_E000;
    private const uint ItemDelimitationItem = 0xFFFE_E00D;
    private const uint SequenceDelimitationItem = 0xFFFE_E0DD;
    private const uint PixelData = 0x7FE0_0010;
    private const int MaximumFrames = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Span<IndexFrame> _frames;
    private readonly DataSetReaderOptions _options;
    private readonly long _total;
    private readonly bool _isExplicit;
    private long _offset;
    private int _top;
    private int _items;
    private int _keptBytes;
    private Tag? _stoppedAt;
    private List<SkippedElement>? _skipped;

    private ElementIndexer(ReadOnlySpan<byte> bytes, Span<IndexFrame> frames, DataSetReaderOptions options, long total, bool isExplicit)
    {
        _bytes = bytes;
        _frames = frames;
        _options = options;
        _total = total;
        _isExplicit = isExplicit;
    }

    /// <summary>Indexes a data set.</summary>
    /// <param name="bytes">The data set, or its first bytes.</param>
    /// <param name="total">The bytes it has in all: a last value that is left out need not be there.</param>
    /// <param name="transferSyntax">How it is encoded.</param>
    /// <param name="options">Where to stop and what to keep.</param>
    /// <param name="index">Where its elements are.</param>
    /// <returns>False where it is for <see cref="DataSetScanner"/>, and where more of the bytes are needed.</returns>
    public static bool TryIndex(ReadOnlySpan<byte> bytes, long total, TransferSyntax transferSyntax, DataSetReaderOptions options, out DataSetIndex index)
    {
        index = default;
        if (transferSyntax.IsBigEndian || transferSyntax.IsDeflated || options.TotalBytes is not null || bytes.Length > options.MaximumBytes)
        {
            return false;
        }

        var isExplicit = transferSyntax.IsExplicitVR;
        if (!IsAsDeclared(bytes, isExplicit))
        {
            return false;
        }

        Span<IndexFrame> frames = stackalloc IndexFrame[MaximumFrames];
        frames[0] = new IndexFrame { End = bytes.Length == total ? bytes.Length : IndexFrame.Undefined, Limit = bytes.Length, LastTag = -1 };
        var indexer = new ElementIndexer(bytes, frames, options, total, isExplicit);
        var found = IndexScratch.Rent();
        try
        {
            if (!indexer.Walk(found, isItem: false))
            {
                return false;
            }

            index = new DataSetIndex(found.ToArray(), isExplicit, indexer._keptBytes, indexer._offset, indexer._stoppedAt, indexer._skipped);
            return true;
        }
        finally
        {
            IndexScratch.Return(found);
        }
    }

    /// <summary>Indexes an item of a sequence that was found regular before.</summary>
    /// <param name="bytes">All that was indexed.</param>
    /// <param name="start">Where the item's first element begins.</param>
    /// <param name="end">Where its last element ends; <see cref="IndexFrame.Undefined"/> where a delimiter tells.</param>
    /// <param name="isExplicit">True for explicit VR.</param>
    /// <param name="next">Where the item ends, its delimiter included.</param>
    /// <exception cref="DicomEncodingException">The bytes are not what they were.</exception>
    public static IndexedElement[] IndexItem(ReadOnlySpan<byte> bytes, int start, int end, bool isExplicit, out int next)
    {
        Span<IndexFrame> frames = stackalloc IndexFrame[MaximumFrames];
        frames[0] = new IndexFrame { End = end, Limit = end == IndexFrame.Undefined ? bytes.Length : end, LastTag = -1 };
        var indexer = new ElementIndexer(bytes, frames, ItemOptions, bytes.Length, isExplicit) { _offset = start };
        var found = IndexScratch.Rent();
        try
        {
            if (!indexer.Walk(found, isItem: true))
            {
                throw new DicomEncodingException("The bytes of the data set changed after it was read.");
            }

            next = (int)indexer._offset;
            return found.ToArray();
        }
        finally
        {
            IndexScratch.Return(found);
        }
    }

    // What may be nested was decided by the options when the whole was indexed.
    private static DataSetReaderOptions ItemOptions { get; } = new() { MaximumDepth = int.MaxValue };

    // The first element shows the encoding, whatever is declared.
    private static bool IsAsDeclared(ReadOnlySpan<byte> bytes, bool isExplicit)
    {
        if (bytes.Length < ElementHeader.MinimumBytes)
        {
            return false;
        }

        var frame = new ScannerFrame { IsExplicit = isExplicit };
        EncodingSniffer.Correct(bytes, ref frame);
        return frame.IsExplicit == isExplicit && !frame.IsBigEndian;
    }

    private bool Walk(List<IndexedElement> found, bool isItem)
    {
        while (true)
        {
            while (_frames[_top].End == _offset)
            {
                if (_top == 0)
                {
                    return true;
                }

                Pop();
            }

            ref var frame = ref _frames[_top];
            if (_offset + ElementHeader.MinimumBytes > frame.Limit)
            {
                return _top == 0 && _offset == _total && !isItem; // behind a last value that was left out
            }

            var at = (int)_offset;
            var value = Tag(at);
            if (frame.IsSequence)
            {
                if (!TryEnterItem(ref frame, value, at))
                {
                    return false;
                }
            }
            else if (value >> 16 == 0xFFFE)
            {
                if (value != ItemDelimitationItem || frame.End != IndexFrame.Undefined || (_top == 0 && !isItem))
                {
                    return false;
                }

                _offset += ElementHeader.MinimumBytes;
                if (_top == 0)
                {
                    return true;
                }

                Pop();
            }
            else if (_top == 0 && !isItem && IsStop(new Tag(value)))
            {
                _stoppedAt = new Tag(value);
                return true;
            }
            else if (!TryElement(ref frame, value, at, found))
            {
                return false;
            }
        }
    }

    private readonly bool IsStop(Tag tag) => tag >= _options.StopBefore || (_options.OnlyGroup is { } group && tag.Group != group);

    private readonly uint Tag(int at)
    {
        var halves = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
        return (halves << 16) | (halves >> 16);
    }
}
