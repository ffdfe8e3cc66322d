using System.Buffers;

namespace Gantry.Dicom;

public sealed partial class DataSetScanner
{
    /// <summary>Reads the items of a sequence from its value field, in implicit VR little endian.</summary>
    /// <param name="tag">The sequence.</param>
    /// <param name="value">The value field. Values are slices of it.</param>
    /// <param name="inherited">The character set of the data set that the sequence is in.</param>
    /// <exception cref="DicomEncodingException">The bytes are not items.</exception>
    internal static DicomSequence ReadItems(Tag tag, ReadOnlyMemory<byte> value, SpecificCharacterSet inherited)
    {
        var assembler = new DataSetAssembler(inherited);
        var scanner = new DataSetScanner(TransferSyntax.ImplicitVRLittleEndian, null, assembler, keepsInput: true) { _isSniffed = true };
        scanner.Push(ScannerFrameKind.Sequence, tag, (uint)value.Length, ScannerFrame.Undefined, isExplicit: false, isBigEndian: false);
        assembler.BeginSequence(tag, isUndefinedLength: false);
        scanner.Scan(new ReadOnlySequence<byte>(value), isCompleted: true, out _);
        return assembler.ToDataSet(isAll: true)[tag] as DicomSequence ?? new DicomSequence(tag, []);
    }
}
