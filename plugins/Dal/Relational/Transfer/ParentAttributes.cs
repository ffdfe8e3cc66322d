using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>The attributes of the patients, studies and series that instances are in, read once for all of them.</summary>
internal sealed class ParentAttributes
{
    private readonly Dictionary<long, DicomDataSet> _series = [];

    /// <summary>Reads those of series, with those above them.</summary>
    public static async Task<ParentAttributes> ReadAsync(CatalogContext context, IEnumerable<long> series, CancellationToken cancellationToken)
    {
        var parents = new ParentAttributes();
        foreach (var ids in series.Distinct().Chunk(SelectionFilter.MaximumList))
        {
            var rows = await context.Series.Where(x => ids.Contains(x.Id)).Select(x => new { x.Id, x.StudyFk, x.Attributes }).ToListAsync(cancellationToken).ConfigureAwait(false);
            long[] studies = [.. rows.Select(x => x.StudyFk).Distinct()];
            var above = await context.Studies.Where(x => studies.Contains(x.Id)).Select(x => new { x.Id, x.Attributes, Patient = x.Patient.Attributes }).ToDictionaryAsync(x => x.Id, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (above.TryGetValue(row.StudyFk, out var study))
                {
                    parents._series[row.Id] = Merge(study.Patient, study.Attributes, row.Attributes);
                }
            }
        }

        return parents;
    }

    /// <summary>An instance with the attributes of all levels; null where its series has gone.</summary>
    public InstanceRecord? Record(Instance row) => !_series.TryGetValue(row.SeriesFk, out var above) ? null : new InstanceRecord(new CatalogEntry
    {
        Attributes = Merge(above, LevelAttributes.Decode(row.Attributes)),
        TransferSyntax = new TransferSyntax(new Uid(row.TransferSyntaxUid)),
        Stored = new StoredInstance(row.Location, row.Length, row.DataSetOffset),
        SourceAETitle = row.SourceAETitle.Length == 0 ? default : new AETitle(row.SourceAETitle),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt),
    });

    private static DicomDataSet Merge(params ReadOnlySpan<byte[]> levels)
    {
        var merged = new DicomDataSetBuilder().Build();
        foreach (var level in levels)
        {
            merged = Merge(merged, LevelAttributes.Decode(level));
        }

        return merged;
    }

    // A level with text beyond ASCII says that it is UTF-8; the others' ASCII is that, too.
    private static DicomDataSet Merge(DicomDataSet first, DicomDataSet second)
    {
        var merged = new DicomDataSetBuilder(first);
        foreach (var element in second)
        {
            merged.Set(element);
        }

        return merged.Build();
    }
}
