using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Reads a command set: group 0000 in Implicit VR Little Endian (PS3.7 §6.3.1). Unknown elements are ignored.</summary>
internal static class CommandSetReader
{
    private const int ElementHeaderLength = 8;

    /// <summary>Reads all elements.</summary>
    /// <exception cref="CommandSetException">An element overruns the command set, or there is no Command Field.</exception>
    public static CommandElements Read(ReadOnlySpan<byte> bytes)
    {
        var elements = new CommandElements();
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < ElementHeaderLength)
            {
                throw new CommandSetException($"A command set ends with {bytes.Length} bytes of an element.");
            }

            var group = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            bytes = bytes[ElementHeaderLength..];
            if (length > bytes.Length)
            {
                throw new CommandSetException($"Command element ({group:X4},{element:X4}) of {length} bytes overruns its command set.");
            }

            if (group == 0)
            {
                Take(elements, element, bytes[..(int)length]);
            }

            bytes = bytes[(int)length..];
        }

        return elements.CommandField is null ? throw new CommandSetException("A command set has no Command Field.") : elements;
    }

    private static void Take(CommandElements elements, ushort element, ReadOnlySpan<byte> value)
    {
        switch (element)
        {
            case 0x0002: elements.AffectedSopClassUid = ToUid(value); break;
            case 0x0003: elements.RequestedSopClassUid = ToUid(value); break;
            case 0x0100: elements.CommandField = ToNumber(value); break;
            case 0x0110: elements.MessageId = ToNumber(value); break;
            case 0x0120: elements.MessageIdBeingRespondedTo = ToNumber(value); break;
            case 0x0600: elements.MoveDestination = ToTitle(value); break;
            case 0x0700: elements.Priority = ToNumber(value); break;
            case 0x0800: elements.DataSetType = ToNumber(value) ?? CommandElements.NoDataSet; break;
            case 0x0900: elements.Status = ToNumber(value); break;
            case 0x0901: elements.OffendingElements = ToTags(value); break;
            case 0x0902: elements.ErrorComment = ToText(value); break;
            case 0x0903: elements.ErrorId = ToNumber(value); break;
            case 0x1000: elements.AffectedSopInstanceUid = ToInstanceUid(elements, value); break;
            case 0x1001: elements.RequestedSopInstanceUid = ToInstanceUid(elements, value); break;
            case 0x1002: elements.EventTypeId = ToNumber(value); break;
            case 0x1005: elements.AttributeIdentifierList = ToTags(value); break;
            case 0x1008: elements.ActionTypeId = ToNumber(value); break;
            case 0x1020: elements.SubOperations = elements.SubOperations with { Remaining = ToNumber(value) }; break;
            case 0x1021: elements.SubOperations = elements.SubOperations with { Completed = ToNumber(value) }; break;
            case 0x1022: elements.SubOperations = elements.SubOperations with { Failed = ToNumber(value) }; break;
            case 0x1023: elements.SubOperations = elements.SubOperations with { Warning = ToNumber(value) }; break;
            case 0x1030: elements.MoveOriginatorAETitle = ToTitle(value); break;
            case 0x1031: elements.MoveOriginatorMessageId = ToNumber(value); break;
        }
    }

    private static ushort? ToNumber(ReadOnlySpan<byte> value) => value.Length < 2 ? null : BinaryPrimitives.ReadUInt16LittleEndian(value);

    private static Uid ToUid(ReadOnlySpan<byte> value) =>
        value.Length <= Uid.MaximumLength + 2 && Uid.TryParse(Encoding.ASCII.GetString(value), out var uid) ? uid : default;

    private static Uid ToInstanceUid(CommandElements elements, ReadOnlySpan<byte> value)
    {
        var uid = ToUid(value);
        elements.HasInvalidSopInstanceUid |= uid.IsEmpty && !value.IsEmpty;
        return uid;
    }

    private static AETitle ToTitle(ReadOnlySpan<byte> value) =>
        value.Length <= 64 && AETitle.TryParse(Encoding.Latin1.GetString(value), out var title) ? title : default;

    // LO of at most 64 characters; a longer one, or one that would spoil a log line, is cut and cleaned rather than believed.
    private static string? ToText(ReadOnlySpan<byte> value)
    {
        var text = Encoding.ASCII.GetString(value[..Math.Min(value.Length, 64)]).Trim(' ', '\0');
        return text.Length == 0 ? null : string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });
    }

    private static ImmutableArray<Tag> ToTags(ReadOnlySpan<byte> value)
    {
        var tags = ImmutableArray.CreateBuilder<Tag>(value.Length / 4);
        for (; value.Length >= 4; value = value[4..])
        {
            tags.Add(new Tag(BinaryPrimitives.ReadUInt16LittleEndian(value), BinaryPrimitives.ReadUInt16LittleEndian(value[2..])));
        }

        return tags.ToImmutable();
    }
}
