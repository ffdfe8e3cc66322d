using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>The patients whose names may match fuzzily, looked up beforehand: each by an index, of names or of parts of names.</summary>
internal static class FuzzyPatients
{
    /// <summary>The most patients that are looked up.</summary>
    public const int Most = 65_536;

    /// <summary>Their ids, each once.</summary>
    /// <returns>Null where they are more than the maximum, or no index tells.</returns>
    public static async ValueTask<long[]?> FindAsync(CatalogReader reader, MatchKey.FuzzyName key, int maximum, CancellationToken cancellationToken) =>
        NameTest.Of(key.Literal) is { } literal
            ? await PatientIds.FindAsync(
                reader,
                maximum,
                [.. literal.Groups.Select(column => PatientIds.With(column, literal.Test)), .. key.Anchors.Select(WithPart), WithoutParts],
                cancellationToken).ConfigureAwait(false)
            : null;

    private static Action<StatementText> WithPart(PersonNameAnchor anchor) => text =>
    {
        text.Add("SELECT ").Column<PatientNamePart>(nameof(PatientNamePart.PatientFk), "n").Add(" AS id FROM ").Table<PatientNamePart>().Add(" n WHERE ");
        TextTest.WritePart(text, anchor);
    };

    private static void WithoutParts(StatementText text) => text.Add("SELECT ").Column(KeyColumn.Patient).Add(" AS id FROM ").Table<Patient>().Add(" p WHERE ")
        .Column<Patient>(nameof(Patient.HasNameParts), "p").Add(" = 0");
}
