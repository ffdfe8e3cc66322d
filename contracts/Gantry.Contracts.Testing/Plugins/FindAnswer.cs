using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>What a C-FIND handler answered.</summary>
/// <param name="Response">The final response.</param>
/// <param name="Matches">The identifiers of the pending responses, in order.</param>
public sealed record FindAnswer(FinalResponse Response, IReadOnlyList<DicomDataSet> Matches);
