using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>Frames PDUs: PDU-type (1 byte), reserved (1), PDU-length (4, big endian), then as many bytes (PS3.8 §9.3.1).</summary>
/// <remarks>Stateless, and safe for concurrent use.</remarks>
public static class PduReader
{
    /// <summary>The bytes of the header.</summary>
    public const int HeaderLength = 6;

    /// <summary>The largest A-ASSOCIATE-RQ or -AC that is read, in bytes of PDU-length: five times what 128 contexts of 20 transfer syntaxes need.</summary>
    public const uint MaximumAssociateLength = 1_048_576;

    private const uint MinimumAssociateLength = 68;
    private const uint FixedLength = 4;

    /// <summary>Takes the first PDU off a buffer.</summary>
    /// <param name="buffer">The bytes received; cut to what follows the PDU, or left as it is where the PDU is not yet complete.</param>
    /// <param name="maximumLength">The largest PDU-length of a P-DATA-TF, in bytes: what was announced to the peer (PS3.8 §D.1).</param>
    /// <param name="pdu">The PDU; its body is a slice of <paramref name="buffer"/>.</param>
    /// <returns>False where the PDU is not yet complete; nothing is consumed then.</returns>
    /// <exception cref="UpperLayerException">The type is unknown or the length is not one the type may have; seen as soon as the header is there.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, uint maximumLength, out Pdu pdu)
    {
        pdu = default;
        if (buffer.IsEmpty)
        {
            return false;
        }

        var reader = new SequenceReader<byte>(buffer);
        _ = reader.TryRead(out var type);
        if (type is < (byte)PduType.AssociateRq or > (byte)PduType.Abort)
        {
            throw new UpperLayerException(AbortReason.UnrecognizedPdu, $"PDU-type {type:X2}H is not known.");
        }

        if (!reader.TryRead(out _) || !reader.TryReadBigEndian(out int rawLength))
        {
            return false;
        }

        var length = (uint)rawLength;
        CheckLength((PduType)type, length, maximumLength);
        if (reader.Remaining < length)
        {
            return false;
        }

        pdu = new Pdu((PduType)type, buffer.Slice(reader.Position, length));
        buffer = buffer.Slice(pdu.Body.End);
        return true;
    }

    private static void CheckLength(PduType type, uint length, uint maximumLength)
    {
        var (minimum, maximum) = type switch
        {
            PduType.AssociateRq or PduType.AssociateAc => (MinimumAssociateLength, MaximumAssociateLength),
            PduType.PDataTf => ((uint)Pdv.HeaderLength, maximumLength),
            _ => (FixedLength, FixedLength),
        };
        if (length < minimum || length > maximum)
        {
            throw new UpperLayerException(AbortReason.InvalidPduParameterValue, $"PDU-length {length} of {type} is not within {minimum} and {maximum}.");
        }
    }
}
