using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.Sqlite.Tests.Migrating;

/// <summary>Tables of the version that knew nothing of the parts of names.</summary>
public sealed class NamePartsTests : IDisposable
{
    private readonly TestPluginContext _context = new("gantry.sqlite");
    private readonly RecordedLogs _logs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _context.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Patients_of_the_version_before_are_found_fuzzily_at_once_and_get_their_parts()
    {
        await using (var catalog = await StartAsync())
        {
            await catalog.AddAsync([.. Enumerable.Range(0, 450).Select(i => new SampleInstance().With(Tags.PatientID, $"{i}").With(Tags.PatientName, i % 9 == 0 ? "MEIER^HANS" : "X").ToEntry())], Cancellation);
        }

        Execute(
            "DROP TABLE patient_name_part; DROP INDEX IX_patient_HasNameParts; ALTER TABLE patient DROP COLUMN HasNameParts; "
            + "DELETE FROM \"__EFMigrationsHistory\" WHERE MigrationId LIKE '%NameParts'; UPDATE catalog_schema SET Version = 1");
        await using (var catalog = await StartAsync())
        {
            Assert.Equal(50, await CountAsync(catalog));
            await WaitAsync(450);
            Assert.Equal(50, await CountAsync(catalog));
        }

        Assert.Equal(0L, Execute("SELECT COUNT(*) FROM patient WHERE HasNameParts = 0"));
        Assert.Equal(50L, Execute("SELECT COUNT(*) FROM patient_name_part WHERE Text = 'MEIER'"));
    }

    [Fact]
    public async Task Patients_that_the_version_before_adds_beside_this_one_are_found_and_can_be_removed_by_it()
    {
        var instance = new SampleInstance().With(Tags.PatientName, "MEIER^HANS");
        await using (var catalog = await StartAsync())
        {
            await catalog.AddAsync([instance.ToEntry()], Cancellation);
            Execute("UPDATE patient SET HasNameParts = 0; DELETE FROM patient_name_part"); // it names neither
            Assert.Equal(1, await CountAsync(catalog));
        }

        await using (await StartAsync())
        {
            await WaitAsync(1);
        }

        Assert.Equal(2L, Execute("SELECT COUNT(*) FROM patient_name_part"));
        Execute("PRAGMA foreign_keys = ON; DELETE FROM instance; DELETE FROM series; DELETE FROM study; DELETE FROM patient");
        Assert.Equal(0L, Execute("SELECT COUNT(*) FROM patient_name_part"));
    }

    private async Task<SqliteCatalog> StartAsync()
    {
        var catalog = new SqliteCatalog(_context, _logs);
        await catalog.StartAsync(Cancellation);
        return catalog;
    }

    // They are added beside the start, and said to have been.
    private async Task WaitAsync(int patients)
    {
        while (!_logs.Entries.Any(entry => entry.Text.Contains($"names of {patients} patients", StringComparison.Ordinal)))
        {
            await Task.Delay(10, Cancellation);
        }
    }

    private static async Task<int> CountAsync(SqliteCatalog catalog)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.PatientName, "HANS MAYER").Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys, Options = new MatchOptions { MatchesNamesFuzzily = true } };
        return await catalog.FindAsync(query, Cancellation).CountAsync(Cancellation);
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={SqliteSettings.Of(_context).File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
