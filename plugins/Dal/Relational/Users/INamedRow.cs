namespace Gantry.Dal.Relational.Users;

/// <summary>A row with a name that tells it from the others, and a version.</summary>
public interface INamedRow
{
    long Id { get; set; }

    /// <summary>The name in upper case.</summary>
    string Key { get; set; }

    /// <summary>Rises with every change.</summary>
    long Version { get; set; }
}
