namespace Gantry.Host.Access;

/// <summary>What became of a call: refused, or taken with what the caller may do.</summary>
/// <param name="Refusal">Why it is refused; null where it is taken.</param>
/// <param name="Operations">What the caller may do.</param>
/// <param name="MaximumAssociations">The caller's own limit; null for the one of all AEs.</param>
internal readonly record struct AccessGrant(Refusal? Refusal, AccessOperations Operations = AccessOperations.None, int? MaximumAssociations = null);
