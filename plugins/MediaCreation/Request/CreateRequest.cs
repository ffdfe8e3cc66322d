using System.Collections.Immutable;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Reads an N-CREATE (PS3.4 §S.3.2.1): refused is what is malformed; whether it can be performed is looked at when it is initiated, so that a peer can learn why not.</summary>
internal static class CreateRequest
{
    private static readonly (Tag Tag, string[] Terms)[] Enumerated =
    [
        (Tags.LabelUsingInformationExtractedFromInstances, YesNo), (Tags.AllowMediaSplitting, YesNo), (Tags.AllowLossyCompression, YesNo), (Tags.IncludeDisplayApplication, YesNo),
        (Tags.PreserveCompositeInstancesAfterMediaCreation, YesNo), (Tags.IncludeNonDICOMObjects, ["NO", "FOR_PHYSICIAN", "FOR_PATIENT", "FOR_TEACHING", "FOR_RESEARCH"]),
    ];

    private static string[] YesNo => ["YES", "NO"];

    /// <summary>Why the attributes are no request; null where they are.</summary>
    public static NServiceResponse? WhyNot(DicomDataSet attributes, int maximumInstances)
    {
        foreach (var (tag, terms) in Enumerated)
        {
            if (attributes.GetString(tag) is { Length: > 0 } term && !terms.Contains(term))
            {
                return Refusal(DimseStatus.InvalidAttributeValue, tag, $"{term} is not one of {string.Join(", ", terms)}");
            }
        }

        if (attributes.GetString(Tags.StorageMediaFileSetID) is { Length: > 0 } id && !IsFileSetId(id))
        {
            return Refusal(DimseStatus.InvalidAttributeValue, Tags.StorageMediaFileSetID, "A File-set ID has up to 16 of A-Z, 0-9, _ and blank");
        }

        var items = attributes.GetItems(Tags.ReferencedSOPSequence);
        if (items.IsEmpty)
        {
            return Refusal(
                attributes.Contains(Tags.ReferencedSOPSequence) ? DimseStatus.MissingAttributeValue : DimseStatus.MissingAttribute,
                Tags.ReferencedSOPSequence,
                "Referenced SOP Sequence is missing or empty");
        }

        if (items.Length > maximumInstances)
        {
            return new(DimseStatus.ResourceLimitation, string.Create(CultureInfo.InvariantCulture, $"More than {maximumInstances} instances"));
        }

        foreach (var (index, item) in items.Index())
        {
            if (!item.TryGetUid(Tags.ReferencedSOPClassUID, out _) || !item.TryGetUid(Tags.ReferencedSOPInstanceUID, out _))
            {
                return Refusal(
                    DimseStatus.MissingAttributeValue, Tags.ReferencedSOPSequence, string.Create(CultureInfo.InvariantCulture, $"Item {index + 1} lacks the UID of its class or instance"));
            }
        }

        return null;
    }

    /// <summary>True for what a file-set may be called (PS3.10 §8.2).</summary>
    public static bool IsFileSetId(string id) =>
        id.Length <= 16 && id.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character is '_' or ' ');

    private static NServiceResponse Refusal(DimseStatus status, Tag tag, string comment) => new(status, comment) { AttributeIdentifierList = [tag] };
}
