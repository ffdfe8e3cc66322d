using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.PostgreSql;

/// <summary>The requests for media, in the catalog's database.</summary>
[Export(typeof(IMediaQueue)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlMediaQueue(PostgreSqlCatalog catalog) : RelationalMediaQueue(catalog);
