using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>A row that is becoming an entity.</summary>
/// <param name="parentId">The entity above; 0 for a patient.</param>
/// <param name="attributes">The attributes of its level that are kept.</param>
/// <param name="counts">How much its row says is below it, for studies and series.</param>
internal sealed class FindCandidate(long parentId, DicomDataSet attributes, RelatedCounts counts)
{
    public long ParentId => parentId;

    public RelatedCounts Counts => counts;

    /// <summary>The attributes of its level; those that are computed are added.</summary>
    public DicomDataSet Attributes { get; set; } = attributes;
}
