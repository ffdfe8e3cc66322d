using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>A request for media with instances that the peer has (PS3.4 §S.3.2.1, PS3.3 §C.22.1). What is null is left to the peer.</summary>
/// <param name="Instances">The instances; at least one.</param>
public sealed record MediaCreationRequest(ImmutableArray<SopReference> Instances)
{
    /// <summary>Requested Media Application Profile (2200,000C) of all instances, as STD-GEN-CD (PS3.11).</summary>
    public string? MediaApplicationProfile { get; init; }

    /// <summary>Storage Media File-Set ID (0088,0130): at most 16 characters.</summary>
    public string? FileSetId { get; init; }

    /// <summary>Label Text (2200,0002).</summary>
    public string? LabelText { get; init; }

    /// <summary>Label Using Information Extracted From Instances (2200,0001).</summary>
    public bool? LabelsFromInstances { get; init; }

    /// <summary>Label Style Selection (2200,0003): a hint that the peer defines.</summary>
    public string? LabelStyle { get; init; }

    /// <summary>Media Disposition (2200,0004): where and to whom the media go.</summary>
    public string? MediaDisposition { get; init; }

    /// <summary>Allow Media Splitting (2200,0007).</summary>
    public bool? AllowsSplitting { get; init; }

    /// <summary>Allow Lossy Compression (2200,000F).</summary>
    public bool? AllowsLossyCompression { get; init; }

    /// <summary>Include Non-DICOM Objects (2200,0008): NO, FOR_PHYSICIAN, FOR_PATIENT, FOR_TEACHING or FOR_RESEARCH.</summary>
    public string? NonDicomObjects { get; init; }

    /// <summary>Include Display Application (2200,0009).</summary>
    public bool? IncludesDisplayApplication { get; init; }

    /// <summary>Preserve Composite Instances After Media Creation (2200,000A).</summary>
    public bool? PreservesInstances { get; init; }

    /// <summary>
    /// The options of the confidentiality profile that what is on the media is to be de-identified by (PS3.15 Annex E), null where it stays as it is. No attribute of the
    /// standard asks a peer for it, so it is not among those of <see cref="ToDataSet"/>: it is for who makes media itself.
    /// </summary>
    public ConfidentialityOptions? Deidentification { get; init; }

    /// <summary>The attributes of the N-CREATE.</summary>
    /// <exception cref="ArgumentException">It has no instance.</exception>
    public DicomDataSet ToDataSet()
    {
        if (Instances.IsDefaultOrEmpty)
        {
            throw new ArgumentException("At least one instance is needed.");
        }

        var dataSet = new DicomDataSetBuilder();
        foreach (var (tag, value) in ((Tag, string?)[])
        [
            (Tags.StorageMediaFileSetID, FileSetId), (Tags.LabelUsingInformationExtractedFromInstances, YesNo(LabelsFromInstances)), (Tags.LabelText, LabelText),
            (Tags.LabelStyleSelection, LabelStyle), (Tags.MediaDisposition, MediaDisposition), (Tags.AllowMediaSplitting, YesNo(AllowsSplitting)),
            (Tags.AllowLossyCompression, YesNo(AllowsLossyCompression)), (Tags.IncludeNonDICOMObjects, NonDicomObjects),
            (Tags.IncludeDisplayApplication, YesNo(IncludesDisplayApplication)), (Tags.PreserveCompositeInstancesAfterMediaCreation, YesNo(PreservesInstances)),
        ])
        {
            if (value is not null)
            {
                dataSet.Set(tag, value);
            }
        }

        return dataSet.Set(Tags.ReferencedSOPSequence, Instances.Select(ToItem)).Build();
    }

    private DicomDataSet ToItem(SopReference reference)
    {
        var item = reference.ToItem();
        return MediaApplicationProfile is null ? item.Build() : item.Set(Tags.RequestedMediaApplicationProfile, MediaApplicationProfile).Build();
    }

    private static string? YesNo(bool? value) => value switch { true => "YES", false => "NO", null => null };
}
