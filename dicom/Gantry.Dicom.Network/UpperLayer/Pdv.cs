using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>A presentation data value: a fragment of a command or a data set (PS3.8 §9.3.5.1, §E.2).</summary>
/// <param name="ContextId">The presentation context: odd, 1 to 255.</param>
/// <param name="IsCommand">True for a fragment of a command set, false for one of a data set.</param>
/// <param name="IsLast">True for the last fragment of that command set or data set.</param>
/// <param name="Fragment">The fragment: a slice of the PDU's body.</param>
public readonly record struct Pdv(byte ContextId, bool IsCommand, bool IsLast, ReadOnlySequence<byte> Fragment)
{
    /// <summary>The bytes before the fragment: item-length (4, big endian), context ID (1), message control header (1).</summary>
    public const int HeaderLength = 6;

    /// <summary>Takes the first PDV off the body of a P-DATA-TF.</summary>
    /// <returns>False where the body has been used up.</returns>
    /// <exception cref="UpperLayerException">The item-length disagrees with the body, or the context ID is even.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> body, out Pdv pdv)
    {
        pdv = default;
        if (body.IsEmpty)
        {
            return false;
        }

        var reader = new SequenceReader<byte>(body);
        if (!reader.TryReadBigEndian(out int rawLength) || (uint)rawLength < 2 || (uint)rawLength > reader.Remaining)
        {
            throw new UpperLayerException(AbortReason.InvalidPduParameterValue, $"PDV item-length {(uint)rawLength} does not fit its P-DATA-TF.");
        }

        _ = reader.TryRead(out var contextId);
        _ = reader.TryRead(out var control);
        if ((contextId & 1) == 0)
        {
            throw new UpperLayerException(AbortReason.InvalidPduParameterValue, $"Presentation context ID {contextId} is even.");
        }

        var fragment = body.Slice(reader.Position, (uint)rawLength - 2);
        body = body.Slice(fragment.End);
        pdv = new Pdv(contextId, (control & 1) != 0, (control & 2) != 0, fragment);
        return true;
    }
}
