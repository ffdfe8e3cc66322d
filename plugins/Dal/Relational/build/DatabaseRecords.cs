using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Jobs;
using Gantry.Dal.Relational.Settings;
using Gantry.Dal.Relational.TransactionLog;
using Gantry.Dal.Relational.Transfer;
using Gantry.Dal.Relational.Users;

// Compiled into each provider, as a part is looked for in the plugin's own assembly; DatabaseCatalog is the provider's catalog there. Each class is one contract
// that others import, with all its work in the base, and reads and writes through the catalog's connections.
namespace Gantry.Dal.Records;

/// <summary>What an administrator does with the database.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseMaintenance(DatabaseCatalog catalog) : RelationalMaintenance(catalog);

/// <summary>All that the database keeps, record by record: what it is copied by.</summary>
[Export(typeof(IDatabaseTransfer)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseTransfer(DatabaseCatalog catalog) : RelationalTransfer(catalog);

/// <summary>The transaction log.</summary>
[Export(typeof(ITransactionLog)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseTransactionLog(DatabaseCatalog catalog) : RelationalTransactionLog(catalog);

/// <summary>The storage commitments.</summary>
[Export(typeof(ICommitmentLedger)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseCommitmentLedger(DatabaseCatalog catalog) : RelationalCommitmentLedger(catalog);

/// <summary>The requests for media.</summary>
[Export(typeof(IMediaQueue)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseMediaQueue(DatabaseCatalog catalog) : RelationalMediaQueue(catalog);

/// <summary>The retrievals and sendings.</summary>
[Export(typeof(IRetrieveQueue)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseRetrieveQueue(DatabaseCatalog catalog) : RelationalRetrieveQueue(catalog);

/// <summary>The users.</summary>
[Export(typeof(IUserStore)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseUserStore(DatabaseCatalog catalog) : RelationalUserStore(catalog);

/// <summary>The roles.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseRoleStore(DatabaseCatalog catalog) : RelationalRoleStore(catalog);

/// <summary>The tokens.</summary>
[Export(typeof(ITokenStore)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseTokenStore(DatabaseCatalog catalog) : RelationalTokenStore(catalog);

/// <summary>The history of settings.</summary>
[Export(typeof(ISettingsHistory)), Shared]
[method: ImportingConstructor]
internal sealed class DatabaseSettingsHistory(DatabaseCatalog catalog) : RelationalSettingsHistory(catalog);
