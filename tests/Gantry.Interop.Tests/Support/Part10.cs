using System.Buffers.Binary;
using System.Text;
using Gantry.Dicom;

namespace Gantry.Interop.Tests;

/// <summary>A Part 10 file cut in two by this small reader of its own, which shares nothing with what is tested.</summary>
internal sealed record Part10(string SopInstance, string TransferSyntax, ReadOnlyMemory<byte> DataSet)
{
    public static Part10 Read(string path) => Read(File.ReadAllBytes(path));

    public static Part10 Read(byte[] bytes)
    {
        var offset = bytes.AsSpan(128, 4).SequenceEqual("DICM"u8) ? 132 : throw new InvalidDataException("There is no DICM prefix.");
        var (sopInstance, transferSyntax) = ("", "");
        while (offset < bytes.Length && BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset)) == 2)
        {
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset + 2));
            var isLong = Encoding.ASCII.GetString(bytes, offset + 4, 2) is "OB" or "UN";
            var length = isLong ? BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset + 8)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset + 6));
            offset += isLong ? 12 : 8;
            var value = Encoding.ASCII.GetString(bytes, offset, length).TrimEnd('\0', ' ');
            sopInstance = element == 0x0003 ? value : sopInstance;
            transferSyntax = element == 0x0010 ? value : transferSyntax;
            offset += length;
        }

        return new Part10(sopInstance, transferSyntax, bytes.AsMemory(offset));
    }

    /// <summary>The files of a folder by the SOP Instance UID of their file meta information.</summary>
    public static Dictionary<string, Part10> ByInstance(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Read).ToDictionary(file => file.SopInstance);

    /// <summary>Asserts that the other is byte for byte the same data set in the same transfer syntax.</summary>
    public void AssertSame(Part10 other, string where)
    {
        Assert.True(TransferSyntax == other.TransferSyntax, $"{where}: {SopInstance} is in {other.TransferSyntax}, not {TransferSyntax}.");
        Assert.True(DataSet.Span.SequenceEqual(other.DataSet.Span), $"{where}: {SopInstance} ({TransferSyntax}) is not what was sent.");
    }

    /// <summary>Asserts that the other has the same elements with the same values, in another native transfer syntax.</summary>
    public void AssertConverted(Part10 other, string where)
    {
        Assert.True(TransferSyntax != other.TransferSyntax, $"{where}: {SopInstance} is in {TransferSyntax} still.");
        Assert.True(InImplicitForm(this).SequenceEqual(InImplicitForm(other)), $"{where}: {SopInstance} has other values in {other.TransferSyntax} than in {TransferSyntax}.");
    }

    // A conversion may give the lengths of sequences in another form.
    private static readonly DataSetWriterOptions OneForm = new() { UsesUndefinedLengths = true };

    private static ReadOnlySpan<byte> InImplicitForm(Part10 file) => DataSetWriter.ToArray(
        DataSetReader.Read(file.DataSet, new TransferSyntax(new Uid(file.TransferSyntax))), Gantry.Dicom.TransferSyntax.ImplicitVRLittleEndian, OneForm);
}
