using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Retrieve;

/// <summary>A selection, ready to be asked: lists without duplicates, short enough for one statement or split into several.</summary>
internal sealed class SelectionFilter
{
    /// <summary>The longest list that goes into one statement; databases differ in what they bear, and all bear this.</summary>
    public const int MaximumList = 500;

    private SelectionFilter(InstanceSelection selection)
    {
        PatientId = selection.PatientId?.Trim();
        Studies = Texts(selection.Studies);
        Series = Texts(selection.Series);
        Instances = Texts(selection.Instances);
        Scope = selection.Scope;
    }

    public string? PatientId { get; }

    public HashSet<string> Studies { get; }

    public HashSet<string> Series { get; }

    public HashSet<string> Instances { get; }

    /// <summary>What may be seen; null for all.</summary>
    public CatalogScope? Scope { get; }

    /// <exception cref="ArgumentException">Nothing is chosen: that is never meant to be everything.</exception>
    public static SelectionFilter Of(InstanceSelection selection)
    {
        var filter = new SelectionFilter(selection);
        return filter.PatientId is null && filter.Studies.Count + filter.Series.Count + filter.Instances.Count == 0
            ? throw new ArgumentException("A selection without a key would be the whole catalog; give at least one.", nameof(selection))
            : filter;
    }

    private static HashSet<string> Texts(ImmutableArray<Uid> uids) => uids.IsDefaultOrEmpty ? [] : [.. uids.Select(uid => uid.Value)];
}
