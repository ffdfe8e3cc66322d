using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Host.Rehearsals;

/// <summary>Something that an operation would have done.</summary>
/// <param name="Kind">What: stored, catalogued, replaced, removed, deleted, queued, changed or sent.</param>
/// <param name="Key">With what: the UID of an instance or a job, or a location.</param>
/// <param name="Detail">How, without anything of a patient's; empty where there is no more to say.</param>
/// <param name="DataSet">The attributes of it; null for none.</param>
internal sealed record RehearsedEffect(string Kind, string Key, string Detail, DicomDataSet? DataSet = null)
{
    /// <summary>Bytes of an instance that would have gone somewhere.</summary>
    public static RehearsedEffect OfBytes(string kind, Uid sopInstance, TransferSyntax transferSyntax, long length, ReadOnlySpan<byte> digest) => new(
        kind, sopInstance.Value, string.Create(CultureInfo.InvariantCulture, $"{transferSyntax}, {length} bytes, SHA-256 {Convert.ToHexStringLower(digest)}"));
}
