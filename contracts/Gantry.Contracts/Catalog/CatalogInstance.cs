using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An instance as the catalog knows it: enough to retrieve it.</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="SopInstance">The SOP instance.</param>
/// <param name="TransferSyntax">The transfer syntax of the stored bytes.</param>
/// <param name="Location">The place in the instance store.</param>
/// <param name="Length">The bytes of the data set.</param>
public sealed record CatalogInstance(Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, string Location, long Length);
