using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>An instance of a <see cref="RetrievalJob"/>.</summary>
/// <param name="Reference">The instance.</param>
/// <param name="Status">The status that its sub-operation counts as; null while it remains to be sent.</param>
public readonly record struct RetrievalInstance(SopReference Reference, DimseStatus? Status);
