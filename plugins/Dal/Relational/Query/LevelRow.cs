using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Query;

/// <summary>An entity of the query level with those above it, as far as a statement is concerned; no object of it is ever made.</summary>
internal sealed class LevelRow
{
    public Patient Patient { get; init; } = null!;

    public Study Study { get; init; } = null!;

    public Series Series { get; init; } = null!;

    public Instance Instance { get; init; } = null!;

    public static IQueryable<LevelRow> Of(CatalogContext context, QueryLevel level) => level switch
    {
        QueryLevel.Patient => context.Patients.Select(x => new LevelRow { Patient = x }),
        QueryLevel.Study => context.Studies.Select(x => new LevelRow { Patient = x.Patient, Study = x }),
        QueryLevel.Series => context.Series.Select(x => new LevelRow { Patient = x.Study.Patient, Study = x.Study, Series = x }),
        _ => context.Instances.Select(x => new LevelRow { Patient = x.Series.Study.Patient, Study = x.Series.Study, Series = x.Series, Instance = x }),
    };
}
