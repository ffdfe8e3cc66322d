using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch.Retrievals;

/// <summary>A C-MOVE or C-GET: what was asked for, how far it is, and what became of each instance.</summary>
/// <remarks>
/// Safe for concurrent use. It goes with the handler's flow of control, so that what a handler sends on any association of the host's is known to be of its
/// retrieval, whatever plugin the handler is of.
/// </remarks>
internal sealed class Retrieval
{
    /// <summary>The most instances whose outcomes are kept: those of a study, however large.</summary>
    public const int MaximumOutcomes = 100_000;

    private static readonly AsyncLocal<Retrieval?> Ambient = new();
    private static readonly (string Level, Tag Tag)[] UniqueKeys =
    [
        ("PATIENT", Tags.PatientID), ("STUDY", Tags.StudyInstanceUID), ("SERIES", Tags.SeriesInstanceUID), ("IMAGE", Tags.SOPInstanceUID),
    ];

    private readonly Lock _changing = new();
    private readonly List<InstanceOutcome> _outcomes = [];
    private SubOperations? _counters;

    /// <summary>The retrieval that runs in this flow of control; null where none does.</summary>
    public static Retrieval? Current => Ambient.Value;

    /// <summary>What the log calls the operation.</summary>
    public required string Id { get; init; }

    /// <summary>C-MOVE or C-GET.</summary>
    public required DimseCommand Command { get; init; }

    /// <summary>Who asked.</summary>
    public required AETitle Requestor { get; init; }

    /// <summary>Where the instances go: to the requestor itself for C-GET.</summary>
    public required AETitle Destination { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>The plugin that performs it, and its version.</summary>
    public string Plugin { get; init; } = "";

    /// <summary>The Query/Retrieve Level (0008,0052) as it was asked for; empty until that is known.</summary>
    public string Level { get; private set; } = "";

    /// <summary>The unique key of the level, which is patient data at the patient level; empty until it is known.</summary>
    public ImmutableArray<string> Keys { get; private set; } = [];

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it ended; null while it goes on.</summary>
    public DimseStatus? Status { get; private set; }

    /// <summary>The comment of its final response.</summary>
    public string? Comment { get; private set; }

    /// <summary>How far it is, as its handler told last; null where that said nothing yet.</summary>
    public SubOperations? Counters
    {
        get
        {
            lock (_changing)
            {
                return _counters;
            }
        }
    }

    /// <summary>What became of the instances so far, in the order of their ends; the first of very many.</summary>
    public ImmutableArray<InstanceOutcome> Outcomes
    {
        get
        {
            lock (_changing)
            {
                return [.. _outcomes];
            }
        }
    }

    /// <summary>Of how many instances that is known.</summary>
    public int OutcomeCount
    {
        get
        {
            lock (_changing)
            {
                return _outcomes.Count;
            }
        }
    }

    /// <summary>Makes it the retrieval of this flow of control, and notes what it asks for.</summary>
    public void Enter(DicomDataSet identifier)
    {
        Ambient.Value = this;
        Level = identifier.GetString(Tags.QueryRetrieveLevel) ?? "";
        Keys = KeysOf(Level, identifier);
    }

    /// <summary>The unique key of a level, of an identifier; empty where it has none.</summary>
    public static ImmutableArray<string> KeysOf(string level, DicomDataSet? identifier) =>
        identifier is not null && UniqueKeys.FirstOrDefault(key => key.Level == level) is { Level: not null } unique ? identifier.GetStrings(unique.Tag) : [];

    /// <summary>Notes what its handler tells its requestor.</summary>
    public void Advance(SubOperations counters)
    {
        lock (_changing)
        {
            _counters = counters;
        }
    }

    /// <summary>Notes how sending an instance ended.</summary>
    /// <param name="sopInstance">The instance.</param>
    /// <param name="status">The peer's status; null where the association was lost, or the instance could not be read.</param>
    public void Note(Uid sopInstance, DimseStatus? status)
    {
        lock (_changing)
        {
            if (_outcomes.Count < MaximumOutcomes)
            {
                _outcomes.Add(new InstanceOutcome(sopInstance, status));
            }
        }
    }

    /// <summary>Notes what its handler answers at the end: the counters, and the instances that failed without having been sent.</summary>
    public void Answered(RetrieveResponse response)
    {
        lock (_changing)
        {
            _counters = response.SubOperations ?? _counters;
            if (response.FailedSopInstanceUids.IsEmpty)
            {
                return;
            }

            var sent = _outcomes.Select(outcome => outcome.SopInstance).ToHashSet();
            var failed = response.FailedSopInstanceUids.Where(uid => !sent.Contains(uid)).Take(MaximumOutcomes - _outcomes.Count);
            _outcomes.AddRange(failed.Select(uid => new InstanceOutcome(uid, null)));
        }
    }

    /// <summary>Notes its end.</summary>
    public void End(DimseStatus status, string? comment, DateTimeOffset at) => (Comment, EndedAt, Status) = (comment, at, status);
}

/// <summary>What became of an instance.</summary>
/// <param name="SopInstance">The instance.</param>
/// <param name="Status">The status that its receiver answered; null where it could not be sent.</param>
internal readonly record struct InstanceOutcome(Uid SopInstance, DimseStatus? Status);
