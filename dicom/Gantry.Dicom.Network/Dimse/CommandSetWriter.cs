using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Writes command sets: elements in increasing order, (0000,0000) first, even lengths (PS3.7 §6.3.1).</summary>
/// <remarks>One caller at a time; the buffer is used again for the next command set.</remarks>
internal sealed class CommandSetWriter
{
    private const int GroupLengthElementLength = 12;
    private const int MaximumTags = 16_000; // of a list: the command set stays within what receivers take

    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>Encodes a command set.</summary>
    /// <returns>The bytes, valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(CommandSet commandSet, bool hasDataSet)
    {
        var elements = new CommandElements();
        commandSet.CopyTo(elements);
        _length = 0;
        WriteHeader(0x0000, 4)[..4].Clear();
        WriteUid(0x0002, elements.AffectedSopClassUid);
        WriteUid(0x0003, elements.RequestedSopClassUid);
        WriteNumber(0x0100, (ushort)commandSet.CommandField);
        WriteNumber(0x0110, elements.MessageId);
        WriteNumber(0x0120, elements.MessageIdBeingRespondedTo);
        WriteText(0x0600, elements.MoveDestination.Value);
        WriteNumber(0x0700, elements.Priority);
        WriteNumber(0x0800, hasDataSet ? (ushort)0x0102 : CommandElements.NoDataSet);
        WriteNumber(0x0900, elements.Status);
        WriteTags(0x0901, elements.OffendingElements);
        WriteComment(0x0902, elements.ErrorComment);
        WriteNumber(0x0903, elements.ErrorId);
        WriteUid(0x1000, elements.AffectedSopInstanceUid);
        WriteUid(0x1001, elements.RequestedSopInstanceUid);
        WriteNumber(0x1002, elements.EventTypeId);
        WriteTags(0x1005, elements.AttributeIdentifierList);
        WriteNumber(0x1008, elements.ActionTypeId);
        WriteNumber(0x1020, elements.SubOperations.Remaining);
        WriteNumber(0x1021, elements.SubOperations.Completed);
        WriteNumber(0x1022, elements.SubOperations.Failed);
        WriteNumber(0x1023, elements.SubOperations.Warning);
        WriteText(0x1030, elements.MoveOriginatorAETitle.Value);
        WriteNumber(0x1031, elements.MoveOriginatorMessageId);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(8), _length - GroupLengthElementLength);
        return _bytes.AsMemory(0, _length);
    }

    private void WriteNumber(ushort element, ushort? value)
    {
        if (value is { } number)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(WriteHeader(element, 2), number);
        }
    }

    private void WriteUid(ushort element, Uid uid) => WriteText(element, uid.Value, padding: 0);

    private void WriteText(ushort element, string text, byte padding = (byte)' ')
    {
        if (text.Length > 0)
        {
            var length = (text.Length + 1) & ~1;
            var value = WriteHeader(element, length);
            value[length - 1] = padding;
            Encoding.ASCII.GetBytes(text, value);
        }
    }

    // LO: at most 64 characters of the default repertoire, and no backslash, which would make two values of it.
    private void WriteComment(ushort element, string? comment)
    {
        if (comment is not null)
        {
            var text = comment.Trim();
            WriteText(element, string.Create(Math.Min(text.Length, 64), text, static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = source[i] is >= ' ' and <= '~' and not '\\' ? source[i] : '?';
                }
            }));
        }
    }

    private void WriteTags(ushort element, ImmutableArray<Tag> tags)
    {
        if (!tags.IsDefaultOrEmpty)
        {
            var count = Math.Min(tags.Length, MaximumTags);
            var value = WriteHeader(element, count * 4);
            for (var i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(value[(4 * i)..], tags[i].Group);
                BinaryPrimitives.WriteUInt16LittleEndian(value[((4 * i) + 2)..], tags[i].Element);
            }
        }
    }

    private Span<byte> WriteHeader(ushort element, int length)
    {
        if (_bytes.Length - _length < length + 8)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length + 8));
        }

        var header = _bytes.AsSpan(_length);
        BinaryPrimitives.WriteUInt16LittleEndian(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
        _length += 8 + length;
        return header.Slice(8, length);
    }
}
