using System.Collections.Immutable;
using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>A request for storage commitment (PS3.4 §J.3), and what was found of it so far: what the attributes of a job in the <see cref="ICommitmentLedger"/> say.</summary>
public sealed record Commitment
{
    private const string Creator = "GANTRY COMMITMENT";
    private const ushort Group = 0x0009;
    private const byte CheckedElement = 0x01;
    private const byte CheckedAtElement = 0x02;
    private const byte AskedAtElement = 0x03;
    private const byte SuccessorElement = 0x04;
    private const string TimeFormat = "yyyyMMddHHmmss.ffffff";

    /// <summary>The Transaction UID (0008,1195).</summary>
    public required Uid TransactionUid { get; init; }

    /// <summary>The AE title of the SCP: Retrieve AE Title (0008,0054) of the report; empty for none.</summary>
    public AETitle RetrieveAETitle { get; init; }

    /// <summary>The instances that commitment was asked for: Referenced SOP Sequence (0008,1199) of the request, in its order.</summary>
    public required ImmutableArray<SopReference> Requested { get; init; }

    /// <summary>How many of <see cref="Requested"/> have been checked, from the first on; 0 unless set.</summary>
    public int CheckedCount { get; init; }

    /// <summary>Those checked that are not committed to: Failed SOP Sequence (0008,1198), each with its Failure Reason (0008,1197); none unless set.</summary>
    public ImmutableArray<CommitmentFailure> Failed { get; init; } = [];

    /// <summary>When the last one was checked, or, as SCU, when the answer came, in UTC to the microsecond; null until then.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>As SCU, when the request was sent, in UTC to the microsecond; null until then, and as SCP.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>As SCU, the request by which the same was asked anew, where this one was refused or not answered in time; empty, as it is unless set, for none.</summary>
    public Uid SuccessorUid { get; init; }

    /// <summary>True once the result is known: all have been checked.</summary>
    public bool IsChecked => CheckedCount >= Requested.Length;

    /// <summary>Reads the attributes of a job.</summary>
    /// <exception cref="FormatException">They are not those of a commitment.</exception>
    public static Commitment Read(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ImmutableArray<SopReference> requested = [.. SopReference.Read(attributes, Tags.ReferencedSOPSequence).Select(item => item.Reference)];
        if (!attributes.TryGetUid(Tags.TransactionUID, out var transaction) || requested.IsEmpty)
        {
            throw new FormatException("The attributes have no Transaction UID, or no instances.");
        }

        return new Commitment
        {
            TransactionUid = transaction,
            RetrieveAETitle = AETitle.TryParse(attributes.GetString(Tags.RetrieveAETitle), out var title) ? title : default,
            Requested = requested,
            CheckedCount = attributes.FindPrivate(Creator, Group, CheckedElement) is { } count ? attributes.GetInt32(count) ?? 0 : 0,
            Failed = [.. SopReference.Read(attributes, Tags.FailedSOPSequence).Select(item => new CommitmentFailure(item.Reference, (ushort)(item.Item.GetInt32(Tags.FailureReason) ?? 0)))],
            CheckedAt = ReadTime(attributes, CheckedAtElement),
            AskedAt = ReadTime(attributes, AskedAtElement),
            SuccessorUid = attributes.FindPrivate(Creator, Group, SuccessorElement) is { } next && attributes.TryGetUid(next, out var successor) ? successor : default,
        };
    }

    /// <summary>The attributes of the job.</summary>
    public DicomDataSet ToAttributes()
    {
        var attributes = WithSequences(Requested);
        attributes.Set(attributes.ReservePrivate(Creator, Group, CheckedElement), CheckedCount, Vr.UL);
        SetTime(attributes, CheckedAtElement, CheckedAt);
        SetTime(attributes, AskedAtElement, AskedAt);
        if (!SuccessorUid.IsEmpty)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, SuccessorElement), SuccessorUid.Value, Vr.UI);
        }

        return attributes.Build();
    }

    /// <summary>As SCU, the commitment with the peer's answer. What the answer leaves out has failed, with reason 0.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="now">When it came.</param>
    public Commitment With(CommitmentResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        return this with
        {
            CheckedCount = Requested.Length,
            CheckedAt = now,
            Failed = [.. result.Failed, .. result.Unreported.Select(reference => new CommitmentFailure(reference, 0))],
        };
    }

    /// <summary>
    /// The report of the result (PS3.4 §J.3.3): event type 1 where all are committed to, 2 with failures. Referenced SOP Sequence has those committed to, and is
    /// absent where there are none.
    /// </summary>
    /// <exception cref="InvalidOperationException">The result is not known yet.</exception>
    public EventReport ToReport()
    {
        if (!IsChecked)
        {
            throw new InvalidOperationException("There is no result to report yet.");
        }

        var failed = Failed.Select(failure => failure.Reference).ToHashSet();
        return new EventReport
        {
            AffectedSopClassUid = Uids.StorageCommitmentPushModel,
            AffectedSopInstanceUid = Uids.StorageCommitmentPushModelInstance,
            EventTypeId = (ushort)(Failed.IsEmpty ? 1 : 2),
            EventInformation = WithSequences(Requested.Where(reference => !failed.Contains(reference))).Build(),
        };
    }

    private static DateTimeOffset? ReadTime(DicomDataSet attributes, byte element) =>
        attributes.FindPrivate(Creator, Group, element) is { } tag
        && DateTimeOffset.TryParseExact(attributes.GetString(tag), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static void SetTime(DicomDataSetBuilder attributes, byte element, DateTimeOffset? time)
    {
        if (time is { } given)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, element), given.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), Vr.DT);
        }
    }

    private DicomDataSetBuilder WithSequences(IEnumerable<SopReference> referenced)
    {
        var attributes = new DicomDataSetBuilder().Set(Tags.TransactionUID, TransactionUid);
        if (!RetrieveAETitle.IsEmpty)
        {
            attributes.Set(Tags.RetrieveAETitle, RetrieveAETitle.Value);
        }

        DicomDataSet[] references = [.. referenced.Select(reference => reference.ToItem().Build())];
        if (references.Length > 0)
        {
            attributes.Set(Tags.ReferencedSOPSequence, references);
        }

        return Failed.IsEmpty
            ? attributes
            : attributes.Set(Tags.FailedSOPSequence, Failed.Select(failure => failure.Reference.ToItem().Set(Tags.FailureReason, failure.FailureReason).Build()));
    }
}
