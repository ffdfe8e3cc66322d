namespace Gantry.Contracts.Testing;

/// <summary>What one database keeps, and what it is moved by.</summary>
/// <param name="Transfer">What it is moved by.</param>
/// <param name="Catalog">The catalog.</param>
/// <param name="Commitments">The storage commitments.</param>
/// <param name="Log">The transaction log.</param>
/// <param name="Users">The users, roles and tokens.</param>
/// <param name="Settings">The history of settings.</param>
public sealed record DatabaseServices(IDatabaseTransfer Transfer, ICatalog Catalog, ICommitmentLedger Commitments, ITransactionLog Log, UserServices Users, ISettingsHistory Settings)
{
    /// <summary>Services in memory.</summary>
    public static DatabaseServices Of(TestServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new(
            new InMemoryTransfer(services), services.Catalog, services.CommitmentLedger, services.TransactionLog,
            new UserServices(services.Users, services.Roles, services.Tokens), services.SettingsHistory);
    }
}
