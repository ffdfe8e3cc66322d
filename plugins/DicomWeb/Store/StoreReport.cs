using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DicomWeb;

/// <summary>What became of the parts of a request (PS3.18 §I.2): the Store Instances Response Module, and the status that fits it.</summary>
/// <param name="url">The URL of the service.</param>
internal sealed class StoreReport(string url)
{
    private readonly List<StoreEntry> _entries = [];

    /// <summary>How many parts there were.</summary>
    public int Count => _entries.Count;

    /// <summary>How many instances were stored. Known once all are answered, as all that follows.</summary>
    public int Stored => _entries.Count(entry => entry.IsStored);

    /// <summary>How many parts were not.</summary>
    public int Failed => Count - Stored;

    /// <summary>200 where all were stored, 202 where some were not or have warnings, 409 where none was, 503 where none was for want of resources.</summary>
    public int Status => Failed == 0 ? (_entries.Any(entry => entry.Status.Class == DimseStatusClass.Warning) ? 202 : 200)
        : Stored > 0 ? 202
        : _entries.All(entry => entry.IsInstance && entry.Status.Code >> 8 == 0xA7) ? 503 : 409;

    /// <summary>Adds a part, in the order of the body. What becomes of it may be told later.</summary>
    public StoreEntry Add(StoreEntry entry)
    {
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The report as a data set.</summary>
    public DicomDataSet ToDataSet()
    {
        var report = new DicomDataSetBuilder();
        var studies = _entries.Where(entry => entry.IsStored).Select(entry => entry.Study).Distinct().Take(2).ToList();
        if (studies is [var study])
        {
            report.Add(Tags.RetrieveURL, $"{url}/studies/{study}");
        }

        Add(report, Tags.FailedSOPSequence, _entries.Where(entry => entry is { IsInstance: true, IsStored: false }).Select(Failure));
        Add(report, Tags.ReferencedSOPSequence, _entries.Where(entry => entry.IsStored).Select(Success));
        Add(report, Tags.OtherFailuresSequence, _entries.Where(entry => !entry.IsInstance).Select(entry => new DicomDataSetBuilder().Add(Tags.FailureReason, entry.Status.Code).Build()));
        return report.Build();
    }

    private static void Add(DicomDataSetBuilder report, Tag tag, IEnumerable<DicomDataSet> entries)
    {
        DicomDataSet[] items = [.. entries];
        if (items.Length > 0)
        {
            report.Add(tag, items);
        }
    }

    private DicomDataSet Success(StoreEntry entry)
    {
        var item = Named(entry);
        if (entry.Status.Class == DimseStatusClass.Warning)
        {
            item.Add(Tags.WarningReason, entry.Status.Code);
        }

        return item.Add(Tags.RetrieveURL, $"{url}/studies/{entry.Study}/series/{entry.Series}/instances/{entry.SopInstance}").Build();
    }

    private static DicomDataSet Failure(StoreEntry entry) => Named(entry).Add(Tags.FailureReason, entry.Status.Code).Build();

    private static DicomDataSetBuilder Named(StoreEntry entry) =>
        new DicomDataSetBuilder().Add(Tags.ReferencedSOPClassUID, entry.SopClass).Add(Tags.ReferencedSOPInstanceUID, entry.SopInstance);
}
