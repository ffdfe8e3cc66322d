namespace Gantry.Contracts;

/// <summary>Kinds of administrative actions, as an audit trail tells them apart (PS3.15 §A.5.3.11, §A.5.3.2).</summary>
public enum AdministrativeActionKind
{
    /// <summary>Something was changed, or done, that is none of the others.</summary>
    Change = 1,

    /// <summary>Software was put into service or out of it: plugins.</summary>
    Software = 2,

    /// <summary>Settings of plugins, or what is logged.</summary>
    Configuration = 3,

    /// <summary>Known AEs and associations.</summary>
    Network = 4,

    /// <summary>Users, roles, tokens, or who may call.</summary>
    Security = 5,

    /// <summary>The transaction log was read.</summary>
    AuditLogUsed = 6,

    /// <summary>Nobody's token, or a wrong one, was shown, or one whose user may not do it.</summary>
    Refused = 7,

    /// <summary>Somebody has logged in, or has tried to.</summary>
    Login = 8,

    /// <summary>Somebody has logged out.</summary>
    Logout = 9,
}
