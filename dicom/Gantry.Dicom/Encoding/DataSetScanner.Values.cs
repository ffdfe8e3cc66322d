using System.Buffers;

namespace Gantry.Dicom;

public sealed partial class DataSetScanner
{
    private bool _isInValue;
    private bool _isValueFragment;
    private bool _isValueSkipped;
    private bool _isValueStreamed;
    private bool _isValuePartial;
    private bool _isValueBigEndian;
    private Tag _valueTag;
    private Vr _valueVr;
    private long _valueRemaining;
    private Vr _fragmentsVr;
    private long _fragmentsStart;
    private long _fragmentsValue;
    private long _fragmentBytes;

    private void BeginValue(Tag tag, Vr vr, uint length, bool isBigEndian, long start)
    {
        _valueTag = tag;
        _valueVr = vr;
        _valueRemaining = length;
        _isValueBigEndian = isBigEndian;
        _isValueFragment = false;
        _isValueSkipped = length > _options.MaximumValueBytes;
        _isValuePartial = false;
        _isInValue = true;
        _isValueStreamed = _isValueSkipped && _sink.BeginLongValue(tag, vr, length, isBigEndian);
        if (!_isValueSkipped)
        {
            Keep(length);
        }
        else if (!_isValueStreamed)
        {
            _skipped.Add(new(tag, vr, _depth, start, length, _offset, length));
        }

        if ((length & 1) != 0)
        {
            Report(EncodingIrregularityKind.OddLength, tag, start);
        }
    }

    private void BeginFragment(Tag tag, uint length)
    {
        _fragmentBytes += length;
        _valueTag = tag;
        _valueRemaining = length;
        _isValueFragment = true;
        _isValueSkipped = _fragmentBytes > _options.MaximumValueBytes;
        _isValueStreamed = false;
        _isValuePartial = false;
        _isInValue = true;
        if (!_isValueSkipped)
        {
            Keep(length);
        }

        if ((length & 1) != 0)
        {
            Report(EncodingIrregularityKind.OddLength, tag, _fragmentsStart);
        }
    }

    private void EndFragments()
    {
        var isSkipped = _fragmentBytes > _options.MaximumValueBytes;
        if (isSkipped)
        {
            _skipped.Add(new(_valueTag, _fragmentsVr, _depth, _fragmentsStart, _fragmentBytes, _fragmentsValue, _offset - _fragmentsValue));
        }

        _sink.EndFragments(isSkipped);
    }

    // A value that was being passed over when the input ended is not there to be read from its place.
    private void DropCutValue()
    {
        if (_isInValue && _isValueSkipped && !_isValueStreamed && !_isValueFragment)
        {
            _skipped.RemoveAt(_skipped.Count - 1);
        }
    }

    private void Keep(uint length)
    {
        _kept += length;
        if (length > Array.MaxLength)
        {
            throw Wrong($"A value of {length} bytes is longer than can be kept in memory.", _valueTag);
        }
    }

    private bool ContinueValue(ref SequenceReader<byte> reader)
    {
        var count = Math.Min(reader.Remaining, _valueRemaining);
        if (_isValueStreamed)
        {
            Stream(ref reader, count);
        }
        else if (_isValueSkipped)
        {
            reader.Advance(count);
        }
        else if (count == _valueRemaining && !_isValuePartial)
        {
            Emit(count == 0 ? default : Take(ref reader, (int)count));
        }
        else
        {
            Collect(ref reader, count);
        }

        _offset += count;
        _valueRemaining -= count;
        _isInValue = _valueRemaining > 0;
        return !_isInValue;
    }

    private ReadOnlyMemory<byte> Take(ref SequenceReader<byte> reader, int count)
    {
        var bytes = reader.Sequence.Slice(reader.Position, count);
        reader.Advance(count);
        return _keepsInput && bytes.IsSingleSegment ? bytes.First : _collector.Copy(bytes);
    }

    private void Collect(ref SequenceReader<byte> reader, long count)
    {
        if (!_isValuePartial)
        {
            _isValuePartial = true;
            _collector.Begin((int)_valueRemaining);
        }

        _collector.Append(reader.Sequence.Slice(reader.Position, count));
        reader.Advance(count);
        if (count == _valueRemaining)
        {
            Emit(_collector.End());
        }
    }

    private void Stream(ref SequenceReader<byte> reader, long count)
    {
        _sink.LongValue(reader.Sequence.Slice(reader.Position, count));
        reader.Advance(count);
        if (count == _valueRemaining)
        {
            _sink.EndLongValue();
        }
    }

    private void Emit(ReadOnlyMemory<byte> value)
    {
        if (_isValueFragment)
        {
            _sink.Fragment(value);
        }
        else
        {
            _sink.Value(_valueTag, _valueVr, value, _isValueBigEndian);
        }
    }
}
