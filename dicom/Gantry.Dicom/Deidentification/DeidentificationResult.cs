using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A de-identified data set.</summary>
/// <param name="DataSet">The data set.</param>
/// <param name="Warnings">What a person should look at.</param>
public sealed record DeidentificationResult(DicomDataSet DataSet, ImmutableArray<DeidentificationWarning> Warnings);
