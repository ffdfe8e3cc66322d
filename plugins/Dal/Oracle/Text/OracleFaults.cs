using Gantry.Dal.Relational;

namespace Gantry.Dal.Oracle.Text;

/// <summary>What Oracle's error numbers mean to an administrator.</summary>
internal static class OracleFaults
{
    public static CatalogFault Explain(int number) => number switch
    {
        1017 or 28000 or 28001 => new(CatalogFaultKind.Broken, $"The database refuses the user name or the password (ORA-{number:00000})."),
        942 or 1031 or 1950 or 6550 => new(CatalogFaultKind.Broken, $"The user may not do that, or what it needs is not there (ORA-{number:00000})."),
        16000 or 1578 => new(CatalogFaultKind.Broken, $"The database is read-only or damaged (ORA-{number:00000})."),
        18 or 20 or 54 or 60 or 1013 or 1033 or 1034 or 1089 or 1652 or 1653 or 3113 or 3114 or 3135 or 12514 or 12519 or 12528 or 12541 or 12545 or 12570 or 30006 =>
            new(CatalogFaultKind.Unavailable, $"The database is not available: away, full, or locked (ORA-{number:00000})."),
        _ => new(CatalogFaultKind.Request, $"The catalog failed (ORA-{number:00000})."),
    };
}
