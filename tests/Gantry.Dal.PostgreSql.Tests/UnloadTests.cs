using Gantry.Dal.Testing.Servers;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class UnloadTests(PostgreSqlFixture fixture) : ServerUnloadSpecification<PostgreSqlCatalog>(fixture);
