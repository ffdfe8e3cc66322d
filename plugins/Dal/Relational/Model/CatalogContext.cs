using Gantry.Dal.Relational.Jobs;
using Gantry.Dal.Relational.Settings;
using Gantry.Dal.Relational.TransactionLog;
using Gantry.Dal.Relational.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.Relational.Model;

/// <summary>The catalog's tables. A provider has a context of its own, because migrations belong to one.</summary>
public abstract class CatalogContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Patient> Patients => Set<Patient>();

    public DbSet<Study> Studies => Set<Study>();

    public DbSet<Series> Series => Set<Series>();

    public DbSet<Instance> Instances => Set<Instance>();

    public DbSet<OtherPatientId> OtherPatientIds => Set<OtherPatientId>();

    public DbSet<PatientNamePart> PatientNameParts => Set<PatientNamePart>();

    public DbSet<Total> Totals => Set<Total>();

    public DbSet<Schema> Schemas => Set<Schema>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    public DbSet<JobInstanceRow> JobInstances => Set<JobInstanceRow>();

    public DbSet<TransactionRow> Transactions => Set<TransactionRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<RoleRow> Roles => Set<RoleRow>();

    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    public DbSet<SettingChangeRow> SettingChanges => Set<SettingChangeRow>();

    /// <summary>Makes a column compare by code point, whatever the database's default collation is: prefix ranges and equality rely on it.</summary>
    protected virtual void ConfigureOrdinal(PropertyBuilder<string> column)
    {
    }

    /// <summary>Describes the tables. A provider that keeps one of them elsewhere overrides this, and the migration that makes it.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        CatalogTables.Describe(modelBuilder, Text);
        JobTables.Describe(modelBuilder, Text);
        TransactionTables.Describe(modelBuilder, Text);
        UserTables.Describe(modelBuilder, Text);
        SettingTables.Describe(modelBuilder, Text);
    }

    private void Text(PropertyBuilder<string> column, int length)
    {
        column.HasMaxLength(length).IsRequired();
        ConfigureOrdinal(column);
    }
}
