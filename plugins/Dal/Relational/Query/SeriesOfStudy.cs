using Gantry.Dal.Relational.Attributes;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>A series, as far as its study is described by it.</summary>
internal readonly record struct SeriesOfStudy(long StudyId, string Modality, byte[]? Attributes)
{
    /// <summary>Its modality; several, or one that does not fit the column, are read from its attributes.</summary>
    public IEnumerable<string> Modalities =>
        Modality == KeyText.Irregular && Attributes is not null ? LevelAttributes.Decode(Attributes).GetStrings(Tags.Modality).Where(modality => modality.Length > 0)
        : Modality.Length > 0 ? [Modality]
        : [];
}
