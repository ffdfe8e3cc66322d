using System.Buffers;
using System.Globalization;

namespace Gantry.Dicom;

/// <summary>
/// The one parser of data sets (PS3.5 §7): fed with bytes as they arrive, in pieces of any size, it makes a data set of them. It uses no recursion,
/// and allocates in proportion to the bytes it has seen, never to the lengths they state.
/// </summary>
/// <remarks>
/// One caller at a time. What it accepts beyond the standard: odd lengths, wrong group lengths, elements out of order (put in order; of several with one tag
/// the first counts), implicit VR where explicit is declared and the reverse (told from the first element). It tells of these as <see cref="Irregularities"/>, of group lengths apart.
/// </remarks>
public sealed partial class DataSetScanner
{
    private readonly TransferSyntax _declared;
    private readonly DataSetReaderOptions _options;
    private readonly DataSetSink _sink;
    private readonly DataSetAssembler? _assembler;
    private readonly bool _keepsInput;
    private readonly PushInflater? _inflater;
    private readonly ValueCollector _collector = new();
    private readonly List<SkippedElement> _skipped = [];
    private readonly List<ScannerFrame> _frames = [];
    private long _offset;
    private long _kept;
    private int _depth;
    private bool _isSniffed;

    /// <summary>A scanner at the start of a data set.</summary>
    /// <param name="transferSyntax">How the bytes are encoded.</param>
    /// <param name="options">Where to stop and what to keep.</param>
    public DataSetScanner(TransferSyntax transferSyntax, DataSetReaderOptions? options = null) : this(transferSyntax, options, keepsInput: false)
    {
    }

    /// <summary>A scanner that may keep slices of its input as values: the caller promises that the input never changes.</summary>
    internal DataSetScanner(TransferSyntax transferSyntax, DataSetReaderOptions? options, bool keepsInput)
        : this(transferSyntax, options, new DataSetAssembler(), keepsInput)
    {
    }

    internal DataSetScanner(TransferSyntax transferSyntax, DataSetReaderOptions? options, DataSetSink sink, bool keepsInput = false)
    {
        _declared = transferSyntax;
        _options = options ?? DataSetReaderOptions.Default;
        _sink = sink;
        _assembler = sink as DataSetAssembler;
        _inflater = transferSyntax.IsDeflated ? new PushInflater(_options) : null;
        _keepsInput = keepsInput && _inflater is null;
        _frames.Add(new ScannerFrame
        {
            Kind = ScannerFrameKind.DataSet,
            End = ScannerFrame.Undefined,
            Limit = transferSyntax.IsDeflated ? ScannerFrame.Undefined : _options.TotalBytes ?? ScannerFrame.Undefined,
            IsExplicit = transferSyntax.IsExplicitVR,
            IsBigEndian = transferSyntax.IsBigEndian,
        });
    }

    /// <summary>Where it stands.</summary>
    public DataSetScanStatus Status { get; private set; }

    /// <summary>The bytes consumed so far, inflated where the data set is deflated: the offset of the element that comes next.</summary>
    public long Offset => _offset;

    /// <summary>The tag of the element it stopped before; null unless <see cref="Status"/> is <see cref="DataSetScanStatus.Stopped"/>.</summary>
    public Tag? StoppedAt { get; private set; }

    /// <summary>The elements left out because their values are too long, in order.</summary>
    public IReadOnlyList<SkippedElement> Skipped => _skipped;

    /// <summary>What was wrong, where <see cref="DataSetReaderOptions.KeepsWhatPrecedesFault"/> asked not to throw it.</summary>
    public DicomEncodingException? Fault { get; private set; }

    /// <summary>The data set so far: once at its end all of it, before that the elements outside of items that are complete.</summary>
    public DicomDataSet DataSet => _assembler?.ToDataSet(Status != DataSetScanStatus.NeedsMore) ?? DicomDataSet.Empty;

    /// <summary>Takes the bytes that follow those consumed so far.</summary>
    /// <param name="input">The bytes; not kept.</param>
    /// <param name="isCompleted">True where nothing follows them.</param>
    /// <param name="consumed">
    /// How many of them were consumed. The next call's input begins after these: when more is needed, at most 11 bytes remain, of an element's header.
    /// The deflated syntaxes consume all, so there is nothing to be read from the place where they stop.
    /// </param>
    /// <exception cref="DicomEncodingException">The bytes are not a data set in the transfer syntax, or exceed a limit. The scanner is of no more use.</exception>
    public DataSetScanStatus Scan(in ReadOnlySequence<byte> input, bool isCompleted, out long consumed)
    {
        consumed = 0;
        if (Status != DataSetScanStatus.NeedsMore)
        {
            return Status;
        }

        try
        {
            if (_inflater is null)
            {
                consumed = -_offset;
                Status = ScanPlain(input, isCompleted);
                consumed += _offset;
            }
            else
            {
                Status = ScanDeflated(_inflater, input, isCompleted);
                consumed = input.Length;
            }
        }
        catch (DicomEncodingException fault) when (_options.KeepsWhatPrecedesFault)
        {
            Fault = fault;
            DropCutValue();
            Status = DataSetScanStatus.Complete;
            consumed = input.Length;
        }

        if (Status != DataSetScanStatus.NeedsMore)
        {
            _inflater?.Close();
        }

        return Status;
    }

    private DataSetScanStatus ScanDeflated(PushInflater inflater, in ReadOnlySequence<byte> input, bool isCompleted)
    {
        inflater.Feed(input, isCompleted);
        DataSetScanStatus status;
        try
        {
            do
            {
                var inflated = inflater.Inflate(out var isEnd);
                var before = _offset;
                status = ScanPlain(new ReadOnlySequence<byte>(inflated), isEnd);
                inflater.Consume((int)(_offset - before));
            }
            while (status == DataSetScanStatus.NeedsMore && inflater.HasMore);
        }
        catch (DicomEncodingException)
        {
            inflater.Close();
            throw;
        }

        return status;
    }

    private DataSetScanStatus ScanPlain(in ReadOnlySequence<byte> input, bool isCompleted)
    {
        var reader = new SequenceReader<byte>(input);
        while (true)
        {
            if (_isInValue && !ContinueValue(ref reader))
            {
                return isCompleted ? throw Wrong("The data set ends inside the value.", _valueTag) : DataSetScanStatus.NeedsMore;
            }

            CloseFrames();
            var frame = _frames[^1];
            if (!TryPeek(ref reader, ref frame, out var header))
            {
                if (!isCompleted)
                {
                    return DataSetScanStatus.NeedsMore;
                }

                if (reader.Remaining > 0 && _frames.Count == 1 && _options.OnlyGroup is not null)
                {
                    return DataSetScanStatus.Stopped; // too little for an element of the group; a data set that deflate made short, perhaps
                }

                return reader.Remaining == 0 && _frames.Count == 1
                    ? DataSetScanStatus.Complete
                    : throw Wrong(reader.Remaining == 0 ? "The data set ends inside a sequence." : "The data set ends inside an element's header.", frame.Tag);
            }

            if (_frames.Count == 1 && (header.Tag >= _options.StopBefore || (_options.OnlyGroup is { } group && header.Tag.Group != group)))
            {
                StoppedAt = header.Tag;
                return DataSetScanStatus.Stopped;
            }

            CheckHeader(in frame, in header);
            reader.Advance(header.Bytes);
            var start = _offset;
            _offset += header.Bytes;
            _kept += header.Bytes;
            switch (frame.Kind)
            {
                case ScannerFrameKind.Sequence:
                    InSequence(in frame, in header);
                    break;
                case ScannerFrameKind.Fragments:
                    InFragments(in frame, in header);
                    break;
                default:
                    InDataSet(in frame, in header, start);
                    break;
            }

            if (_kept > _options.MaximumBytes)
            {
                var message = string.Create(CultureInfo.InvariantCulture, $"The data set is longer than the limit of {_options.MaximumBytes} bytes.");
                throw new DicomEncodingException(message, Offset, header.Tag) { IsMaximumBytes = true };
            }
        }
    }

    private bool TryPeek(ref SequenceReader<byte> reader, ref ScannerFrame frame, out ElementHeader header)
    {
        var bytes = reader.UnreadSpan;
        if (bytes.Length < ElementHeader.MaximumBytes && reader.Remaining > bytes.Length)
        {
            Span<byte> copy = stackalloc byte[ElementHeader.MaximumBytes];
            copy = copy[..(int)Math.Min(copy.Length, reader.Remaining)];
            reader.TryCopyTo(copy);
            return TryPeek(copy, ref frame, out header);
        }

        return TryPeek(bytes, ref frame, out header);
    }

    private bool TryPeek(ReadOnlySpan<byte> bytes, ref ScannerFrame frame, out ElementHeader header)
    {
        if (!_isSniffed && bytes.Length >= ElementHeader.MinimumBytes)
        {
            _isSniffed = true;
            var (isExplicitDeclared, isBigEndianDeclared) = (frame.IsExplicit, frame.IsBigEndian);
            EncodingSniffer.Correct(bytes, ref frame);
            _frames[^1] = frame;
            if ((isExplicitDeclared, isBigEndianDeclared) != (frame.IsExplicit, frame.IsBigEndian))
            {
                Report(EncodingIrregularityKind.OtherEncoding, default, 0);
            }
        }

        var isExplicit = frame.IsExplicit && frame.Kind is (ScannerFrameKind.DataSet or ScannerFrameKind.Item);
        return ElementHeader.TryRead(bytes, isExplicit, frame.IsBigEndian, out header);
    }

    private void CheckHeader(in ScannerFrame frame, in ElementHeader header)
    {
        if (header.Bytes == 0)
        {
            throw Wrong("The VR is not two upper-case letters.", header.Tag);
        }

        if (header.Bytes > frame.Limit - _offset)
        {
            throw Wrong("The element's header reaches beyond the end of its item, sequence or data set.", header.Tag);
        }

        var hasValue = header.Length != ElementHeader.UndefinedLength && header.Tag != ItemDelimitationItem && header.Tag != SequenceDelimitationItem;
        if (hasValue && header.Length > frame.Limit - _offset - header.Bytes)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"The length {header.Length} reaches beyond the end of its item, sequence or data set."), header.Tag);
        }
    }

    private DicomEncodingException Wrong(string message, Tag tag) => new(message, _offset, tag);
}
