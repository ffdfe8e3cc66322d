namespace Gantry.Host.Maintenance.Verification;

/// <summary>How far a verification has come.</summary>
/// <remarks>Written by the verification, read by anybody. Safe for concurrent use.</remarks>
internal sealed class VerificationProgress(DateTimeOffset startedAt, bool isScrub) : WalkProgress(startedAt)
{
    private const int MaximumFindings = 1_000; // the log has all
    private readonly Lock _lock = new();
    private readonly List<VerificationFinding> _findings = [];
    private VerificationCounts _counts;

    /// <summary>True where nobody asked for it: its time had come.</summary>
    public bool IsScrub { get; } = isScrub;

    public VerificationCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts;
            }
        }
    }

    /// <summary>The first thousand faults.</summary>
    public IReadOnlyList<VerificationFinding> Findings
    {
        get
        {
            lock (_lock)
            {
                return [.. _findings];
            }
        }
    }

    public void Add(in VerificationCounts counts)
    {
        lock (_lock)
        {
            _counts += counts;
        }
    }

    /// <summary>Notes a fault that was found before or now.</summary>
    public void Add(VerificationFinding finding)
    {
        lock (_lock)
        {
            if (_findings.Count < MaximumFindings)
            {
                _findings.Add(finding);
            }
        }
    }
}
