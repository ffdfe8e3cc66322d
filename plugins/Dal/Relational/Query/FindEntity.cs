using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>An entity with the attributes of its level, and the entities above it.</summary>
internal sealed class FindEntity(QueryLevel level, DicomDataSet attributes, FindEntity? parent, FindKeys keys)
{
    private bool? _matches;

    public QueryLevel Level => level;

    public DicomDataSet Attributes => attributes;

    /// <summary>The entity above; null for a patient.</summary>
    public FindEntity? Parent => parent;

    /// <summary>Whether it and all above it match the keys of their levels.</summary>
    public bool Matches => _matches ??= (parent?.Matches ?? true) && keys.Matches(level, attributes);

    /// <summary>The entity at a level: itself, or one above.</summary>
    public FindEntity At(QueryLevel other) => other == level ? this : parent!.At(other);
}
