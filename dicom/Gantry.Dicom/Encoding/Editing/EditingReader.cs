using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>Passes a data set on, with other elements in the place of some. What is nested is followed only as far as it takes to find its end.</summary>
internal sealed class EditingReader(
    PipeReader source, TransferSyntax transferSyntax, DataSetEdit[] edits, Tag sequence, Func<DicomDataSet?> item, bool ownsSource = false)
    : ProducingReader(source, LargestPiece, ownsSource)
{
    private const int LargestPiece = 64 * 1024;
    private const int DeepestNesting = 1_024;

    private readonly List<EditFrame> _frames = [];
    private readonly ArrayBufferWriter<byte> _value = new();
    private ScannerFrame _encoding = new() { Kind = ScannerFrameKind.DataSet, IsExplicit = transferSyntax.IsExplicitVR, IsBigEndian = transferSyntax.IsBigEndian };
    private TransferSyntax _actual = transferSyntax;
    private bool _isSniffed;
    private bool _isRest;
    private bool _isEnded;
    private int _next;
    private long _offset; // of the piece
    private long _header; // of the element
    private long _passed; // of an element's value, still to be passed on
    private long _dropped; // likewise, to be left out
    private long _gathered; // likewise, to be changed
    private ElementHeader _changed;
    private byte[]? _appended;

    protected override bool IsComplete => _isEnded;

    private FieldWriter Fields => new(Output, _actual);

    protected override long Produce(in ReadOnlySequence<byte> piece, bool isCompleted)
    {
        var reader = new SequenceReader<byte>(piece);
        while (Step(ref reader))
        {
        }

        if (isCompleted)
        {
            End(ref reader);
        }

        _offset += reader.Consumed;
        return reader.Consumed;
    }

    private bool Step(ref SequenceReader<byte> reader)
    {
        if (_isRest || _passed > 0)
        {
            return Pass(ref reader);
        }

        if (_dropped > 0)
        {
            var count = Math.Min(_dropped, reader.Remaining);
            reader.Advance(count);
            _dropped -= count;
            return count > 0;
        }

        if (_gathered > 0)
        {
            return Gather(ref reader);
        }

        if (_appended is not null && _frames.Count == 0)
        {
            Append();
            return true;
        }

        _header = _offset + reader.Consumed;
        if (!TryPeek(ref reader, out var header))
        {
            return false;
        }

        if (header.Bytes == 0)
        {
            throw new DicomEncodingException("The VR is not two upper-case letters.", _header, header.Tag);
        }

        if (_frames.Count > 0)
        {
            InFrame(ref reader, header);
        }
        else
        {
            AtTop(ref reader, header);
        }

        return true;
    }

    private void AtTop(ref SequenceReader<byte> reader, in ElementHeader header)
    {
        InsertBefore(header.Tag);
        if (header.Tag > sequence)
        {
            AppendSequence();
            _isRest = true;
        }
        else if (header.Tag == sequence)
        {
            AtSequence(ref reader, header);
        }
        else if (header.Tag.IsGroupLength && Edits(header.Tag.Group))
        {
            reader.Advance(header.Bytes);
            _dropped = header.Length;
        }
        else if (_next < edits.Length && edits[_next].Tag == header.Tag)
        {
            if (header.Length > DataSetEditor.MaximumValueBytes || header.Vr == Vr.SQ)
            {
                throw new DicomEncodingException("The element cannot be changed: its value is too long, or a sequence.", _header, header.Tag);
            }

            reader.Advance(header.Bytes);
            (_changed, _gathered) = (header, header.Length);
            if (_gathered == 0)
            {
                Change();
            }
        }
        else
        {
            PassElement(ref reader, header, _encoding.IsExplicit && header.Vr != Vr.UN);
        }
    }

    private bool Edits(ushort group) => edits.Any(edit => edit.Tag.Group == group);

    private void AtSequence(ref SequenceReader<byte> reader, in ElementHeader header)
    {
        InsertBefore(null);
        _appended = Encode(item());
        if (_appended is null)
        {
            PassElement(ref reader, header, _encoding.IsExplicit && header.Vr != Vr.UN);
            _isRest = true;
            return;
        }

        if (header.Vr == Vr.UN || (header.Length != ElementHeader.UndefinedLength && header.Length + (long)_appended.Length >= ElementHeader.UndefinedLength))
        {
            throw new DicomEncodingException("No item can be appended to the sequence: it is of unknown VR, or too long.", _header, header.Tag);
        }

        if (header.Length == ElementHeader.UndefinedLength)
        {
            PassElement(ref reader, header, _encoding.IsExplicit);
            return;
        }

        reader.Advance(header.Bytes);
        Fields.WriteHeader(sequence, Vr.SQ, header.Length + (uint)_appended.Length);
        _passed = header.Length;
    }

    // Behind the last item of a sequence of defined length, or before the delimiter of one without.
    private void Append()
    {
        Output.Write(_appended);
        _appended = null;
        _isRest = true;
    }

    private void AppendSequence()
    {
        InsertBefore(null);
        if (Encode(item()) is { } made)
        {
            Fields.WriteHeader(sequence, Vr.SQ, (uint)made.Length);
            Output.Write(made);
        }
    }

    private byte[]? Encode(DicomDataSet? made)
    {
        if (made is null)
        {
            return null;
        }

        var content = DataSetWriter.ToArray(made, _actual);
        var encoded = new ArrayBufferWriter<byte>(content.Length + 8);
        new FieldWriter(encoded, _actual).WriteTagAndLength(Tags.Item, (uint)content.Length);
        encoded.Write(content);
        return encoded.WrittenSpan.ToArray();
    }

    // Null for all that are left.
    private void InsertBefore(Tag? tag)
    {
        while (_next < edits.Length && (tag is null || edits[_next].Tag < tag))
        {
            Write(edits[_next++].Change(null));
        }
    }

    private void Change()
    {
        var vr = _changed.Vr.Code == 0 ? DicomDictionary.GetVr(_changed.Tag) : _changed.Vr;
        Write(edits[_next++].Change(new DicomBytes(_changed.Tag, vr, _value.WrittenSpan.ToArray(), _encoding.IsBigEndian)));
        _value.ResetWrittenCount();
    }

    private void Write(DicomBytes? element)
    {
        if (element is not null)
        {
            Fields.WriteElement(element.Tag, element.Vr, element.Value.Span, element.IsBigEndian);
        }
    }

    private void InFrame(ref SequenceReader<byte> reader, in ElementHeader header)
    {
        var frame = _frames[^1];
        if (header.Tag == (frame.IsItem ? Tags.ItemDelimitationItem : Tags.SequenceDelimitationItem))
        {
            _frames.RemoveAt(_frames.Count - 1);
            if (_frames.Count == 0 && _appended is not null)
            {
                Append();
            }

            Copy(ref reader, header.Bytes + (long)header.Length);
            return;
        }

        if (!frame.IsItem && header.Tag != Tags.Item)
        {
            throw new DicomEncodingException("In a sequence there is something else than an item.", _header, header.Tag);
        }

        PassElement(ref reader, header, frame.IsExplicit && header.Vr != Vr.UN, isItem: !frame.IsItem);
    }

    private void PassElement(ref SequenceReader<byte> reader, in ElementHeader header, bool isExplicit, bool isItem = false)
    {
        if (header.Length != ElementHeader.UndefinedLength)
        {
            Copy(ref reader, header.Bytes + (long)header.Length);
            return;
        }

        if (_frames.Count == DeepestNesting)
        {
            throw new DicomEncodingException($"Items are nested deeper than {DeepestNesting} levels.", _header, header.Tag);
        }

        _frames.Add(new EditFrame(isItem, isExplicit));
        Copy(ref reader, header.Bytes);
    }

    private void Copy(ref SequenceReader<byte> reader, long count)
    {
        _passed = count;
        Pass(ref reader);
    }

    private bool Pass(ref SequenceReader<byte> reader)
    {
        var count = _passed > 0 ? Math.Min(_passed, reader.Remaining) : reader.Remaining;
        foreach (var segment in reader.Sequence.Slice(reader.Position, count))
        {
            Output.Write(segment.Span);
        }

        reader.Advance(count);
        _passed = Math.Max(0, _passed - count);
        return count > 0;
    }

    private bool Gather(ref SequenceReader<byte> reader)
    {
        var count = Math.Min(_gathered, reader.Remaining);
        foreach (var segment in reader.Sequence.Slice(reader.Position, count))
        {
            _value.Write(segment.Span);
        }

        reader.Advance(count);
        _gathered -= count;
        if (_gathered == 0)
        {
            Change();
        }

        return count > 0;
    }

    // Whoever reads what comes out finds out whether something is missing: no end is made that there was not.
    private void End(ref SequenceReader<byte> reader)
    {
        var isCut = _passed > 0 || _dropped > 0 || _gathered > 0 || _frames.Count > 0 || reader.Remaining > 0;
        if (_gathered > 0)
        {
            throw new DicomEncodingException("The data set ends inside the value.", _header, _changed.Tag);
        }

        if (!isCut && !_isRest)
        {
            AppendSequence();
        }

        _passed = 0;
        _isRest = true;
        Pass(ref reader);
        _isEnded = true;
    }

    private bool TryPeek(ref SequenceReader<byte> reader, out ElementHeader header)
    {
        Span<byte> copy = stackalloc byte[ElementHeader.MaximumBytes];
        copy = copy[..(int)Math.Min(copy.Length, reader.Remaining)];
        reader.TryCopyTo(copy);
        if (!_isSniffed && copy.Length >= ElementHeader.MinimumBytes)
        {
            _isSniffed = true;
            EncodingSniffer.Correct(copy, ref _encoding);
            _actual = (_encoding.IsExplicit, _encoding.IsBigEndian) switch
            {
                (true, true) => TransferSyntax.ExplicitVRBigEndian,
                (true, false) => TransferSyntax.ExplicitVRLittleEndian,
                _ => TransferSyntax.ImplicitVRLittleEndian,
            };
        }

        return ElementHeader.TryRead(copy, _frames.Count > 0 ? _frames[^1].IsExplicit : _encoding.IsExplicit, _encoding.IsBigEndian, out header);
    }
}

/// <summary>A sequence or item without a length, whose end is looked for.</summary>
/// <param name="IsItem">True for an item.</param>
/// <param name="IsExplicit">True where its elements have VRs.</param>
internal readonly record struct EditFrame(bool IsItem, bool IsExplicit);
