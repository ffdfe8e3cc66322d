using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage;

/// <summary>The failures of C-STORE (PS3.4 §B.2.3).</summary>
internal static class Refusal
{
    public static FinalResponse InvalidUid { get; } = new(DimseStatus.InvalidSopInstance, "The SOP Instance UID is not a UID.")
    {
        OffendingElements = [Tags.SOPInstanceUID],
    };

    /// <summary>Nothing of it is read or kept: its sender was told when the association was negotiated.</summary>
    public static FinalResponse ContextNotTaken { get; } = new(DimseStatus.SopClassNotSupported, "The calling AE may not store this in its transfer syntax.");

    public static FinalResponse StoreFailed { get; } = new(DimseStatus.OutOfResources, "The instance store cannot take the instance.");

    /// <summary>Tomorrow it is taken again.</summary>
    public static FinalResponse QuotaUsed { get; } = new(DimseStatus.OutOfResources, "The calling AE has stored as much today as it may.");

    /// <summary>Until something is deleted.</summary>
    public static FinalResponse TotalUsed { get; } = new(DimseStatus.OutOfResources, "As much is stored of the calling AE as may be.");

    public static FinalResponse CatalogBusy { get; } = new(DimseStatus.OutOfResources, "The catalog is not available at present.");

    public static FinalResponse CatalogFailed { get; } = new(DimseStatus.ProcessingFailure, "The catalog cannot take the instance.");

    public static FinalResponse Stopping { get; } = new(DimseStatus.OutOfResources, "The server is stopping.");

    /// <summary>Nobody will read it: the association is gone.</summary>
    public static FinalResponse Incomplete { get; } = new(DimseStatus.ProcessingFailure, "The data set did not arrive whole.");

    public static FinalResponse Duplicate { get; } = new(DimseStatus.DuplicateSopInstance, "An instance with this SOP Instance UID is stored already.")
    {
        OffendingElements = [Tags.SOPInstanceUID],
    };

    public static FinalResponse SeriesElsewhere { get; } = new(DimseStatus.DoesNotMatchSopClass, "The series is known in another study.")
    {
        OffendingElements = [Tags.SeriesInstanceUID],
    };

    public static FinalResponse StudyElsewhere { get; } = new(DimseStatus.DoesNotMatchSopClass, "The study is known as that of another patient.")
    {
        OffendingElements = [Tags.PatientID],
    };

    public static FinalResponse NoRoomAside { get; } = new(DimseStatus.OutOfResources, "No room is left to keep both instances of this UID.");

    public static FinalResponse UidInUse { get; } = new(DimseStatus.DoesNotMatchSopClass, "The SOP Instance UID belongs to another SOP class.")
    {
        OffendingElements = [Tags.SOPInstanceUID],
    };

    public static FinalResponse Missing(params Tag[] tags) => new(DimseStatus.DoesNotMatchSopClass, "A required UID is missing or is not a UID.")
    {
        OffendingElements = [.. tags],
    };

    public static FinalResponse Mismatch(Tag tag) => new(DimseStatus.DoesNotMatchSopClass, "The data set and the command name different UIDs.")
    {
        OffendingElements = [tag],
    };

    public static FinalResponse Uncoercible(Tag tag) => new(DimseStatus.CannotUnderstand, "The data set is out of order, and cannot be coerced.")
    {
        OffendingElements = [tag],
    };

    public static FinalResponse NotUnderstood(DicomEncodingException fault) => new(DimseStatus.CannotUnderstand, fault.Message)
    {
        OffendingElements = fault.Tag == default ? [] : [fault.Tag],
    };
}
