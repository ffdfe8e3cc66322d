namespace Gantry.Host.Maintenance.Imports;

/// <summary>How far an import is: all files before it, in their order, are done.</summary>
/// <param name="Files">How many these are.</param>
/// <param name="Last">The last of them; null for none.</param>
/// <param name="Counts">What has become of them.</param>
internal sealed record ImportMark(long Files, string? Last, ImportCounts Counts)
{
    public static ImportMark None { get; } = new(0, null, default);
}
