using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>Why it does not start, and what errors mean.</summary>
public sealed class SqlServerStartTests
{
    [Fact]
    public async Task Without_culture_data_it_says_what_is_needed_and_with_them_that_there_is_no_server()
    {
        using var context = new TestPluginContext().With("ConnectionString", "Server=127.0.0.1,1;Database=gantry;User ID=gantry;Password=secret;Connect Timeout=3;Encrypt=false");
        await using var catalog = new SqlServerCatalog(context, NullLoggerFactory.Instance);
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await catalog.StartAsync(TestContext.Current.CancellationToken));
        var hasCultures = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "0" or "false";
        Assert.Equal(hasCultures, exception.IsTransient);
        Assert.Contains(hasCultures ? "gantry on 127.0.0.1,1 cannot be reached" : "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ConnectionString")]
    [InlineData("Database=gantry", "Server")]
    [InlineData("Server=db1", "Database")]
    [InlineData("Server=db1;Database=gantry;Colour=blue", "ConnectionString")]
    [InlineData("Server=db1;Database=gantry;Connect Timeout=secret", "ConnectionString")]
    public void A_connection_string_that_is_not_understood_is_refused(string address, string named)
    {
        using var context = new TestPluginContext().With("ConnectionString", address);
        var exception = Assert.Throws<PluginSettingsException>(() => new SqlServerCatalog(context, NullLoggerFactory.Instance));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, CatalogFaultKind.Unavailable)]
    [InlineData(1222, CatalogFaultKind.Unavailable)]
    [InlineData(1105, CatalogFaultKind.Unavailable)]
    [InlineData(17809, CatalogFaultKind.Unavailable)]
    [InlineData(10054, CatalogFaultKind.Unavailable)]
    [InlineData(18456, CatalogFaultKind.Broken)]
    [InlineData(4060, CatalogFaultKind.Broken)]
    [InlineData(229, CatalogFaultKind.Broken)]
    [InlineData(3906, CatalogFaultKind.Broken)]
    [InlineData(824, CatalogFaultKind.Broken)]
    [InlineData(2601, CatalogFaultKind.Request)]
    [InlineData(1205, CatalogFaultKind.Conflict)]
    public void Error_numbers_have_a_meaning(int number, CatalogFaultKind kind)
    {
        var fault = SqlServerFaults.Explain(number, "gantry on db1");
        Assert.Equal(kind, fault.Kind);
        Assert.Contains($"{number}", fault.Message, StringComparison.Ordinal);
    }
}
