namespace Gantry.Dicom.Network;

/// <summary>A response that came in.</summary>
/// <param name="Command">The command set.</param>
/// <param name="DataSet">The data set's bytes; empty where there is none.</param>
/// <param name="TransferSyntax">The transfer syntax of the bytes.</param>
public sealed record DimseReply(DimseRsp Command, ReadOnlyMemory<byte> DataSet, TransferSyntax TransferSyntax)
{
    private static readonly DataSetReaderOptions Options = new() { MaximumInflatedBytes = 64 << 20 };

    /// <summary>The Status (0000,0900).</summary>
    public DimseStatus Status => Command.Status;

    /// <summary>Decodes the data set.</summary>
    /// <exception cref="DicomEncodingException">The bytes are not a data set in the transfer syntax, or inflate to more than 64 MiB.</exception>
    public DicomDataSet ReadDataSet() => DataSet.IsEmpty ? DicomDataSet.Empty : DataSetReader.Read(DataSet, TransferSyntax, Options);
}
