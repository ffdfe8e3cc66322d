namespace Gantry.Dal.Sqlite;

/// <summary>When the database file is looked through before it serves.</summary>
public enum SqliteCheck
{
    /// <summary>Never: damage is reported by the first statement that meets it.</summary>
    Never,

    /// <summary>When it was not closed properly, unless it is larger than four gigabytes.</summary>
    AfterCrash,

    /// <summary>At every start.</summary>
    Always,
}
