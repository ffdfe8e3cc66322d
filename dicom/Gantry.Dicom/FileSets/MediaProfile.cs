using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A media storage application profile (PS3.11): which transfer syntaxes and SOP classes a medium may have.</summary>
public sealed record MediaProfile
{
    internal MediaProfile(string name, string medium, long capacity, ImmutableArray<Uid> transferSyntaxes)
    {
        Name = name;
        Medium = medium;
        Capacity = capacity;
        TransferSyntaxes = transferSyntaxes;
    }

    /// <summary>Its name, as Requested Media Application Profile (2200,000C) has it: <c>STD-GEN-CD</c>.</summary>
    public string Name { get; }

    /// <summary>The medium in a word: <c>CD</c>, <c>DVD</c>, <c>BD</c>, <c>USB</c> or <c>ZIP</c>.</summary>
    public string Medium { get; }

    /// <summary>The bytes that the smallest usual medium of its kind holds; <see cref="long.MaxValue"/> where there is no usual size.</summary>
    public long Capacity { get; }

    /// <summary>The transfer syntaxes of instances, the one that everything can be in first.</summary>
    public ImmutableArray<Uid> TransferSyntaxes { get; }

    /// <summary>The SOP classes of instances; empty where any is allowed.</summary>
    public ImmutableArray<Uid> SopClasses { get; internal init; } = [];

    /// <summary>True where an instance may be in it as it is encoded.</summary>
    public bool Allows(Uid transferSyntaxUid) => TransferSyntaxes.Contains(transferSyntaxUid);

    /// <summary>True where instances of a SOP class may be in it, in whatever encoding.</summary>
    public bool AllowsSopClass(Uid sopClassUid) => SopClasses.IsEmpty || SopClasses.Contains(sopClassUid);
}
