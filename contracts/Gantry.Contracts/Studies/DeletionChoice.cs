using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>What a person has chosen to delete: a study, a series of it, or an instance of that.</summary>
/// <param name="Study">The Study Instance UID (0020,000D).</param>
/// <param name="Series">The Series Instance UID (0020,000E); empty for all.</param>
/// <param name="Instance">The SOP Instance UID (0008,0018); empty for all.</param>
public sealed record DeletionChoice(Uid Study, Uid Series = default, Uid Instance = default)
{
    /// <summary>What the person may see of the catalog, which alone is deleted; all, where it is null, as it is unless set.</summary>
    public CatalogScope? Scope { get; init; }
}
