using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Several retrievals as one: the first status that is not Success, and the sums of the counters.</summary>
internal sealed class RetrieveSum
{
    private readonly List<Uid> _failed = [];
    private RetrieveResult? _only; // one alone is told as the peer told it
    private int _count;
    private DimseStatus _status = DimseStatus.Success;
    private string? _comment;
    private int _completed;
    private int _failures;
    private int _warnings;

    /// <summary>All of them.</summary>
    public RetrieveResult Result => _only ?? new RetrieveResult(
        _status,
        new SubOperationCounters(null, Counter(_completed), Counter(_failures), Counter(_warnings)),
        _comment,
        _failed.Count == 0 ? DicomDataSet.Empty : new DicomDataSetBuilder().Set(Tags.FailedSOPInstanceUIDList, _failed.ToArray()).Build());

    /// <summary>Adds the end of one.</summary>
    public void Add(RetrieveResult result)
    {
        _only = ++_count == 1 ? result : null;
        if (_status == DimseStatus.Success)
        {
            (_status, _comment) = (result.Status, result.ErrorComment);
        }

        _completed += result.SubOperations.Completed ?? 0;
        _failures += result.SubOperations.Failed ?? 0;
        _warnings += result.SubOperations.Warning ?? 0;
        _failed.AddRange(result.FailedSopInstances.GetUids(Tags.FailedSOPInstanceUIDList));
    }

    /// <summary>Progress of the next one, behind those that have ended.</summary>
    public Action<double, double?> After(Action<double, double?> advance)
    {
        var done = _completed + _failures + _warnings;
        return (more, total) => advance(done + more, done + total);
    }

    private static ushort Counter(int count) => (ushort)Math.Min(count, ushort.MaxValue); // they are US (PS3.7 §E.1)
}
