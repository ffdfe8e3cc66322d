namespace Gantry.Dicom.Network;

/// <summary>Counts outcomes, and tells them one at a time.</summary>
internal sealed class StoreTally(IProgress<StoreOutcome>? progress)
{
    private readonly Lock _gate = new();
    private StoreSummary _summary = new(0, 0, 0, 0);

    public StoreSummary Summary
    {
        get
        {
            lock (_gate)
            {
                return _summary;
            }
        }
    }

    public void Add(StoreOutcome outcome)
    {
        lock (_gate)
        {
            _summary = outcome.Result switch
            {
                StoreResult.Stored => _summary with { Stored = _summary.Stored + 1, Bytes = _summary.Bytes + outcome.Bytes },
                StoreResult.StoredWithWarning => _summary with { Warnings = _summary.Warnings + 1, Bytes = _summary.Bytes + outcome.Bytes },
                StoreResult.PassedOver => _summary,
                _ => _summary with { Failed = _summary.Failed + 1 },
            };
            progress?.Report(outcome);
        }
    }
}
