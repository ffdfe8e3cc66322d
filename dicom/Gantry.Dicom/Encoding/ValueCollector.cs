using System.Buffers;

namespace Gantry.Dicom;

/// <summary>Memory for values: short ones share blocks, long ones grow as their bytes arrive, never ahead of them by more than half.</summary>
internal sealed class ValueCollector
{
    private const int FirstBlockBytes = 1_024;
    private const int LargestBlockBytes = 65_536;
    private const int LongestShared = 512;

    private byte[] _block = [];
    private int _blockUsed;
    private byte[] _value = [];
    private int _valueFilled;
    private int _valueLength;

    /// <summary>A value of which all bytes are here.</summary>
    public ReadOnlyMemory<byte> Copy(in ReadOnlySequence<byte> bytes)
    {
        var length = checked((int)bytes.Length);
        var memory = Reserve(length);
        bytes.CopyTo(memory.Span);
        return memory;
    }

    /// <summary>A value begins of which some bytes are still to come.</summary>
    public void Begin(int length)
    {
        _valueLength = length;
        _valueFilled = 0;
        _value = [];
    }

    /// <summary>The bytes of the value that <see cref="Begin"/> began.</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var count = checked((int)bytes.Length);
        if (_valueFilled + count > _value.Length)
        {
            var wanted = Math.Max((long)_valueFilled + count, Math.Max(_value.Length * 2L, FirstBlockBytes));
            Array.Resize(ref _value, (int)Math.Min(wanted, _valueLength));
        }

        bytes.CopyTo(_value.AsSpan(_valueFilled));
        _valueFilled += count;
    }

    /// <summary>The value, complete.</summary>
    public ReadOnlyMemory<byte> End()
    {
        var value = _value.AsMemory(0, _valueFilled);
        _value = [];
        return value;
    }

    private Memory<byte> Reserve(int length)
    {
        if (length > LongestShared)
        {
            return new byte[length];
        }

        if (_block.Length - _blockUsed < length)
        {
            _block = new byte[Math.Clamp(_block.Length * 2, FirstBlockBytes, LargestBlockBytes)];
            _blockUsed = 0;
        }

        var memory = _block.AsMemory(_blockUsed, length);
        _blockUsed += length;
        return memory;
    }
}
