using System.Buffers.Binary;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.FileStore;

/// <summary>Preamble, prefix and file meta information as this store writes them (PS3.10 §7.1).</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="SopInstance">The SOP instance.</param>
/// <param name="TransferSyntax">The transfer syntax of the data set.</param>
/// <param name="Length">The bytes before the data set.</param>
internal sealed record FileHeader(Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, int Length)
{
    private const int PreambleBytes = 128;
    private const int GroupStart = PreambleBytes + 4 + 12;
    private const int MaximumBytes = 4096;

    public static byte[] Of(InstanceDescription description)
    {
        var bytes = new List<byte>(512);
        bytes.AddRange(new byte[PreambleBytes]);
        bytes.AddRange("DICM"u8);
        Add(bytes, 0x0000, "UL", new byte[4]);
        bytes.AddRange([2, 0, 1, 0, (byte)'O', (byte)'B', 0, 0, 2, 0, 0, 0, 0, 1]);
        Add(bytes, 0x0002, "UI", Encoding.ASCII.GetBytes(description.SopClass.Value));
        Add(bytes, 0x0003, "UI", Encoding.ASCII.GetBytes(description.SopInstance.Value));
        Add(bytes, 0x0010, "UI", Encoding.ASCII.GetBytes(description.TransferSyntax.Uid.Value));
        Add(bytes, 0x0012, "UI", "2.25.1"u8);
        if (!description.SendingAETitle.IsEmpty)
        {
            Add(bytes, 0x0017, "AE", Encoding.ASCII.GetBytes(description.SendingAETitle.Value));
        }

        if (!description.ReceivingAETitle.IsEmpty)
        {
            Add(bytes, 0x0018, "AE", Encoding.ASCII.GetBytes(description.ReceivingAETitle.Value));
        }

        var result = bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(GroupStart - 4), result.Length - GroupStart);
        return result;
    }

    public static FileHeader Read(FileStream file)
    {
        var bytes = new byte[MaximumBytes];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < GroupStart || !bytes.AsSpan(PreambleBytes, 4).SequenceEqual("DICM"u8))
        {
            throw new IOException("The stored file is damaged: it does not begin as a DICOM file.");
        }

        var length = GroupStart + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(GroupStart - 4));
        if (length < GroupStart || length > read)
        {
            throw new IOException("The stored file is damaged: its file meta information is cut short.");
        }

        Uid sopClass = default, sopInstance = default, syntax = default;
        for (var at = GroupStart; at + 8 <= length;)
        {
            var isLong = bytes[at + 4] == 'O';
            var size = isLong ? BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 8)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 6));
            var value = at + (isLong ? 12 : 8);
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 2));
            if (size < 0 || size > length - value)
            {
                break;
            }

            var uid = Uid.TryParse(Encoding.ASCII.GetString(bytes, value, size), out var parsed) ? parsed : default;
            (sopClass, sopInstance, syntax) = element switch
            {
                0x0002 => (uid, sopInstance, syntax),
                0x0003 => (sopClass, uid, syntax),
                0x0010 => (sopClass, sopInstance, uid),
                _ => (sopClass, sopInstance, syntax),
            };
            at = value + size;
        }

        return sopInstance.IsEmpty || syntax.IsEmpty
            ? throw new IOException("The stored file is damaged: its file meta information names no instance.")
            : new(sopClass, sopInstance, new TransferSyntax(syntax), length);
    }

    private static void Add(List<byte> bytes, byte element, string vr, ReadOnlySpan<byte> value)
    {
        bytes.AddRange([2, 0, element, 0, (byte)vr[0], (byte)vr[1], (byte)(value.Length + (value.Length & 1)), 0]);
        bytes.AddRange(value);
        if ((value.Length & 1) != 0)
        {
            bytes.Add((byte)(vr == "UI" ? 0 : ' '));
        }
    }
}
