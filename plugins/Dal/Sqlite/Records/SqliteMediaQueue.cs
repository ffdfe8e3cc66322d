using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.Sqlite;

/// <summary>The requests for media, in the catalog's file.</summary>
[Export(typeof(IMediaQueue)), Shared]
[method: ImportingConstructor]
public sealed class SqliteMediaQueue(SqliteCatalog catalog) : RelationalMediaQueue(catalog);
