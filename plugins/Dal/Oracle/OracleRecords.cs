using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Jobs;
using Gantry.Dal.Relational.Settings;
using Gantry.Dal.Relational.TransactionLog;
using Gantry.Dal.Relational.Transfer;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.Oracle;

/// <summary>What an administrator does with the catalog's database.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
public sealed class OracleMaintenance(OracleCatalog catalog) : RelationalMaintenance(catalog);

/// <summary>All that the database keeps, record by record.</summary>
[Export(typeof(IDatabaseTransfer)), Shared]
[method: ImportingConstructor]
public sealed class OracleTransfer(OracleCatalog catalog) : RelationalTransfer(catalog);

/// <summary>The transaction log, in the catalog's database.</summary>
[Export(typeof(ITransactionLog)), Shared]
[method: ImportingConstructor]
public sealed class OracleTransactionLog(OracleCatalog catalog) : RelationalTransactionLog(catalog);

/// <summary>The storage commitments, in the catalog's database.</summary>
[Export(typeof(ICommitmentLedger)), Shared]
[method: ImportingConstructor]
public sealed class OracleCommitmentLedger(OracleCatalog catalog) : RelationalCommitmentLedger(catalog);

/// <summary>The requests for media, in the catalog's database.</summary>
[Export(typeof(IMediaQueue)), Shared]
[method: ImportingConstructor]
public sealed class OracleMediaQueue(OracleCatalog catalog) : RelationalMediaQueue(catalog);

/// <summary>The retrievals and sendings, in the catalog's database.</summary>
[Export(typeof(IRetrieveQueue)), Shared]
[method: ImportingConstructor]
public sealed class OracleRetrieveQueue(OracleCatalog catalog) : RelationalRetrieveQueue(catalog);

/// <summary>The users, in the catalog's database.</summary>
[Export(typeof(IUserStore)), Shared]
[method: ImportingConstructor]
public sealed class OracleUserStore(OracleCatalog catalog) : RelationalUserStore(catalog);

/// <summary>The roles, in the catalog's database.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
public sealed class OracleRoleStore(OracleCatalog catalog) : RelationalRoleStore(catalog);

/// <summary>The tokens, in the catalog's database.</summary>
[Export(typeof(ITokenStore)), Shared]
[method: ImportingConstructor]
public sealed class OracleTokenStore(OracleCatalog catalog) : RelationalTokenStore(catalog);

/// <summary>The history of settings, in the catalog's database.</summary>
[Export(typeof(ISettingsHistory)), Shared]
[method: ImportingConstructor]
public sealed class OracleSettingsHistory(OracleCatalog catalog) : RelationalSettingsHistory(catalog);
