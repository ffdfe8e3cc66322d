namespace Gantry.Contracts;

/// <summary>How much the catalog holds.</summary>
/// <param name="Patients">Patients.</param>
/// <param name="Studies">Studies.</param>
/// <param name="Series">Series.</param>
/// <param name="Instances">Instances.</param>
/// <param name="Bytes">The bytes of all data sets.</param>
public sealed record CatalogCounts(long Patients, long Studies, long Series, long Instances, long Bytes);
