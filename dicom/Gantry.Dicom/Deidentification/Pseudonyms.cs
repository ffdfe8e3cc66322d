using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Dicom;

/// <summary>Replacements made with a key (HMAC-SHA-256): the same for the same original, not to be reversed without the key.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Pseudonyms
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // 32, none that is mistaken for another

    private readonly byte[] _key;

    public Pseudonyms(ReadOnlyMemory<byte> key) => _key = key.IsEmpty ? RandomNumberGenerator.GetBytes(32) : key.ToArray();

    /// <summary>A UID under 2.25 (PS3.5 §B.2) in place of a value; UIDs that the standard defines stay.</summary>
    public Uid UidFor(string original)
    {
        if (Uid.TryParse(original, out var uid) && DicomUidRegistry.TryGet(uid, out _))
        {
            return uid;
        }

        var bytes = Hash("uid", original.Trim(' ', '\0')).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // RFC 9562 version 8: made of other data
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return Uid.OfValid("2.25." + new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }

    /// <summary>A Patient ID of 12 letters and digits in place of another.</summary>
    public string PatientIdFor(string original)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(Hash("patient", original.Trim(' ', '\0')));
        return string.Create(12, bits, static (span, bits) =>
        {
            foreach (ref var letter in span)
            {
                letter = Letters[(int)(bits & 31)];
                bits >>= 5;
            }
        });
    }

    /// <summary>By how many days a patient's dates move: -1 to -3,650.</summary>
    public int DaysFor(string patient) =>
        -1 - (int)(BinaryPrimitives.ReadUInt64BigEndian(Hash("days", patient.Trim(' ', '\0'))) % 3_650);

    private byte[] Hash(string purpose, string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\0{text}"));
}
