using System.Data.Common;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Query;

/// <summary>A candidate: an entity of the query level that the statement let through.</summary>
internal sealed class FindRow
{
    public long Id { get; init; }

    /// <summary>The entity above; its attributes are read once, not with every row.</summary>
    public long ParentId { get; init; }

    public required byte[] Attributes { get; init; }

    /// <summary>At the study and series levels: how much is below it.</summary>
    public RelatedCounts Counts { get; init; }

    /// <summary>At the study level, where nearly every row has another one: the patient's attributes.</summary>
    public byte[]? Patient { get; init; }

    /// <summary>At the image level: the transfer syntax of the stored bytes.</summary>
    public string? TransferSyntaxUid { get; init; }

    /// <summary>Writes the columns that <see cref="Read"/> reads.</summary>
    public static void WriteColumns(StatementText text, QueryLevel level)
    {
        text.Column(KeyColumn.Of(level)).Add(", ");
        _ = level switch
        {
            QueryLevel.Patient => text.Column<Patient>(nameof(Model.Patient.Attributes), "p"),
            QueryLevel.Study => text.Column<Study>(nameof(Study.Attributes), "s").Add(", ").Column<Study>(nameof(Study.PatientFk), "s").Add(", ")
                .Column<Study>(nameof(Study.SeriesCount), "s").Add(", ").Column<Study>(nameof(Study.InstanceCount), "s").Add(", ").Column<Patient>(nameof(Model.Patient.Attributes), "p"),
            QueryLevel.Series => text.Column<Series>(nameof(Series.Attributes), "e").Add(", ").Column<Series>(nameof(Series.StudyFk), "e").Add(", ")
                .Column<Series>(nameof(Series.InstanceCount), "e"),
            _ => text.Column<Instance>(nameof(Instance.Attributes), "i").Add(", ").Column<Instance>(nameof(Instance.SeriesFk), "i").Add(", ")
                .Column<Instance>(nameof(Instance.TransferSyntaxUid), "i"),
        };
    }

    /// <summary>A row of such a statement.</summary>
    public static FindRow Read(DbDataReader row, QueryLevel level)
    {
        var (id, attributes) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        return level switch
        {
            QueryLevel.Patient => new() { Id = id, Attributes = attributes },
            QueryLevel.Study => new()
            {
                Id = id,
                Attributes = attributes,
                ParentId = row.GetInt64(2),
                Counts = new RelatedCounts(row.GetInt32(3), row.GetInt32(4)),
                Patient = row.GetFieldValue<byte[]>(5),
            },
            QueryLevel.Series => new() { Id = id, Attributes = attributes, ParentId = row.GetInt64(2), Counts = new RelatedCounts(0, row.GetInt32(3)) },
            _ => new() { Id = id, Attributes = attributes, ParentId = row.GetInt64(2), TransferSyntaxUid = row.GetString(3) },
        };
    }
}
