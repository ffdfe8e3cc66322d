using System.Data.Common;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>A series, as far as its study is described by it.</summary>
internal readonly record struct SeriesOfStudy(long Id, long StudyId, string SopClassUid, string Modality, byte[]? Attributes)
{
    /// <summary>Its modalities.</summary>
    public IEnumerable<string> Modalities => ModalitiesOf(Modality, Attributes);

    /// <summary>The modality of a column; several, or one that does not fit it, are read from the attributes.</summary>
    public static IEnumerable<string> ModalitiesOf(string column, byte[]? attributes) =>
        column == KeyText.Irregular && attributes is not null ? LevelAttributes.Decode(attributes).GetStrings(Tags.Modality).Where(modality => modality.Length > 0)
        : column.Length > 0 ? [column]
        : [];

    /// <summary>Writes the statement for the series of studies; their attributes come only where a column does not say enough.</summary>
    public static void Write(StatementText text, IReadOnlyList<long> studies) => text
        .Add("SELECT ").Column(KeyColumn.Series).Add(", ").Column(KeyColumn.SeriesStudy).Add(", ").Column<Series>(nameof(Series.SopClassUid), "e").Add(", ").Column(KeyColumn.Modality)
        .Add(", CASE WHEN ").Column(KeyColumn.Modality).Add(" = ").Value(KeyColumn.Modality, KeyText.Irregular).Add(" THEN ").Column<Series>(nameof(Series.Attributes), "e").Add(" END FROM ")
        .Table<Series>().Add(" e WHERE ").Among(KeyColumn.SeriesStudy, isIndexed: true, studies);

    /// <summary>A row of that statement. A blank stands for no text in one of the databases; no modality ends with one.</summary>
    public static SeriesOfStudy Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3).TrimEnd(' '), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));
}
