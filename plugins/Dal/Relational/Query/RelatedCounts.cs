namespace Gantry.Dal.Relational.Query;

/// <summary>How much is below a study or a series, as its row says.</summary>
/// <param name="Series">Number of Study Related Series; 0 for a series.</param>
/// <param name="Instances">Number of Study, or Series, Related Instances.</param>
internal readonly record struct RelatedCounts(int Series, int Instances);
