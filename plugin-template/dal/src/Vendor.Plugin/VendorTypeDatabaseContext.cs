using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace VendorNamespace;

/// <summary>The catalog's tables in this database. Override <c>ConfigureOrdinal</c> where text does not compare by code point by default.</summary>
public sealed class VendorTypeDatabaseContext(DbContextOptions<VendorTypeDatabaseContext> options) : CatalogContext(options);
