using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Jobs;
using Gantry.Dal.Relational.Settings;
using Gantry.Dal.Relational.TransactionLog;
using Gantry.Dal.Relational.Transfer;
using Gantry.Dal.Relational.Users;

namespace VendorNamespace;

// What the database keeps besides the catalog: each class is one contract that others import, with all its work in the base. They read and write through the
// catalog's connections.

/// <summary>What <c>gantry db</c> asks of the database.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeMaintenance(VendorTypeDatabase database) : RelationalMaintenance(database);

/// <summary>All that the database keeps, record by record: what <c>gantry db move</c> copies it by.</summary>
[Export(typeof(IDatabaseTransfer)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeTransfer(VendorTypeDatabase database) : RelationalTransfer(database);

/// <summary>The transaction log.</summary>
[Export(typeof(ITransactionLog)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeTransactionLog(VendorTypeDatabase database) : RelationalTransactionLog(database);

/// <summary>The storage commitments.</summary>
[Export(typeof(ICommitmentLedger)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeCommitmentLedger(VendorTypeDatabase database) : RelationalCommitmentLedger(database);

/// <summary>The requests for media.</summary>
[Export(typeof(IMediaQueue)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeMediaQueue(VendorTypeDatabase database) : RelationalMediaQueue(database);

/// <summary>The retrievals and sendings.</summary>
[Export(typeof(IRetrieveQueue)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeRetrieveQueue(VendorTypeDatabase database) : RelationalRetrieveQueue(database);

/// <summary>The users.</summary>
[Export(typeof(IUserStore)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeUserStore(VendorTypeDatabase database) : RelationalUserStore(database);

/// <summary>The roles.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeRoleStore(VendorTypeDatabase database) : RelationalRoleStore(database);

/// <summary>The tokens.</summary>
[Export(typeof(ITokenStore)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeTokenStore(VendorTypeDatabase database) : RelationalTokenStore(database);

/// <summary>The history of settings.</summary>
[Export(typeof(ISettingsHistory)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeSettingsHistory(VendorTypeDatabase database) : RelationalSettingsHistory(database);
