using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.MySql;

/// <summary>The requests for media, in the catalog's database.</summary>
[Export(typeof(IMediaQueue)), Shared]
[method: ImportingConstructor]
public sealed class MySqlMediaQueue(MySqlCatalog catalog) : RelationalMediaQueue(catalog);
