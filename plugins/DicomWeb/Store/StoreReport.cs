using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DicomWeb;

/// <summary>What became of the instances of a request (PS3.18 §I.2): the Store Instances Response Module, and the status that fits it.</summary>
/// <param name="url">The URL of the service.</param>
internal sealed class StoreReport(string url)
{
    private readonly List<DicomDataSet> _stored = [], _failed = [], _others = [];
    private readonly HashSet<Uid> _studies = [];
    private bool _hasWarnings, _isOutOfResources = true;

    /// <summary>How many instances were stored.</summary>
    public int Stored => _stored.Count;

    /// <summary>How many were not.</summary>
    public int Failed => _failed.Count + _others.Count;

    /// <summary>200 where all were stored, 202 where some were not or have warnings, 409 where none was, 503 where none was for want of resources.</summary>
    public int Status => Failed == 0 ? (_hasWarnings ? 202 : 200) : Stored > 0 ? 202 : _isOutOfResources ? 503 : 409;

    /// <summary>Notes an instance, and what was answered to its C-STORE.</summary>
    public void Add(ReceivedFile file, DimseStatus status)
    {
        var item = new DicomDataSetBuilder().Add(Tags.ReferencedSOPClassUID, file.SopClass).Add(Tags.ReferencedSOPInstanceUID, file.SopInstance);
        if (status.Class is DimseStatusClass.Success or DimseStatusClass.Warning)
        {
            if (status.Class == DimseStatusClass.Warning)
            {
                item.Add(Tags.WarningReason, status.Code);
                _hasWarnings = true;
            }

            _stored.Add(item.Add(Tags.RetrieveURL, $"{url}/studies/{file.Study}/series/{file.Series}/instances/{file.SopInstance}").Build());
            _studies.Add(file.Study);
        }
        else
        {
            _failed.Add(item.Add(Tags.FailureReason, status.Code).Build());
            _isOutOfResources &= status.Code >> 8 == 0xA7;
        }
    }

    /// <summary>Notes a part that is no instance, or does not say which.</summary>
    public void AddOther(DimseStatus status)
    {
        _others.Add(new DicomDataSetBuilder().Add(Tags.FailureReason, status.Code).Build());
        _isOutOfResources = false;
    }

    /// <summary>The report as a data set.</summary>
    public DicomDataSet ToDataSet()
    {
        var report = new DicomDataSetBuilder();
        if (_studies.Count == 1)
        {
            report.Add(Tags.RetrieveURL, $"{url}/studies/{_studies.Single()}");
        }

        foreach (var (tag, items) in new[] { (Tags.FailedSOPSequence, _failed), (Tags.ReferencedSOPSequence, _stored), (Tags.OtherFailuresSequence, _others) })
        {
            if (items.Count > 0)
            {
                report.Add(tag, items.ToArray());
            }
        }

        return report.Build();
    }
}
