namespace Gantry.Dal.Relational.Model;

/// <summary>How new the tables are, and how old a version may be to work on them: one row.</summary>
public sealed class Schema
{
    public int Id { get; set; }

    /// <summary>The migrations that made them.</summary>
    public int Version { get; set; }

    /// <summary>The migrations that a version must know to work on them.</summary>
    public int OldestReader { get; set; }
}
