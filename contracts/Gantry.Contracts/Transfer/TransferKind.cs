namespace Gantry.Contracts;

/// <summary>What a record of a database is. Kinds that others refer to come before these.</summary>
public enum TransferKind
{
    /// <summary>An instance of <see cref="ICatalog"/>, with its patient, study and series.</summary>
    Instance = 0,

    /// <summary>A job of <see cref="ICommitmentLedger"/>.</summary>
    Commitment = 1,

    /// <summary>A job of <see cref="IMediaQueue"/>.</summary>
    Media = 2,

    /// <summary>A job of <see cref="IRetrieveQueue"/>.</summary>
    Retrieve = 3,

    /// <summary>A record of <see cref="ITransactionLog"/>.</summary>
    Transaction = 4,

    /// <summary>A user of <see cref="IUserStore"/>.</summary>
    User = 5,

    /// <summary>A role of <see cref="IRoleStore"/>.</summary>
    Role = 6,

    /// <summary>A token of <see cref="ITokenStore"/>.</summary>
    Token = 7,

    /// <summary>A change of <see cref="ISettingsHistory"/>.</summary>
    SettingChange = 8,
}
