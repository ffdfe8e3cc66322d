using Gantry.Dal.Testing.Servers;

namespace Gantry.Dal.MySql.Tests;

public sealed class UnloadTests(MySqlFixture fixture) : ServerUnloadSpecification<MySqlCatalog>(fixture);
