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

    /// <summary>Makes a column compare by code point, whatever the database's default collation is: prefix ranges and equality rely on it.</summary>
    protected virtual void ConfigureOrdinal(PropertyBuilder<string> column)
    {
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<Patient>(patient =>
        {
            patient.ToTable("patient");
            Text(patient.Property(x => x.Key), KeyLengths.PatientKey);
            Text(patient.Property(x => x.PatientId), KeyLengths.PatientId);
            Text(patient.Property(x => x.NameKey), KeyLengths.Name);
            Text(patient.Property(x => x.IdeographicNameKey), KeyLengths.Name);
            Text(patient.Property(x => x.PhoneticNameKey), KeyLengths.Name);
            patient.HasIndex(x => x.Key).IsUnique();
            patient.HasIndex(x => x.PatientId);
            patient.HasIndex(x => x.NameKey);
            patient.HasIndex(x => x.IdeographicNameKey);
            patient.HasIndex(x => x.PhoneticNameKey);
        });
        modelBuilder.Entity<Study>(study =>
        {
            study.ToTable("study");
            Text(study.Property(x => x.Uid), KeyLengths.Uid);
            Text(study.Property(x => x.Date), KeyLengths.Date);
            Text(study.Property(x => x.AccessionNumber), KeyLengths.AccessionNumber);
            study.HasOne(x => x.Patient).WithMany(x => x.Studies).HasForeignKey(x => x.PatientFk).OnDelete(DeleteBehavior.Restrict);
            study.HasIndex(x => x.Uid).IsUnique();
            study.HasIndex(x => x.PatientFk);
            study.HasIndex(x => x.Date);
            study.HasIndex(x => x.AccessionNumber);
        });
        modelBuilder.Entity<Series>(series =>
        {
            series.ToTable("series");
            Text(series.Property(x => x.Uid), KeyLengths.Uid);
            Text(series.Property(x => x.Modality), KeyLengths.Modality);
            series.HasOne(x => x.Study).WithMany(x => x.Series).HasForeignKey(x => x.StudyFk).OnDelete(DeleteBehavior.Restrict);
            series.HasIndex(x => x.Uid).IsUnique();
            series.HasIndex(x => x.StudyFk);
            series.HasIndex(x => new { x.Modality, x.StudyFk });
        });
        modelBuilder.Entity<Instance>(instance =>
        {
            instance.ToTable("instance");
            Text(instance.Property(x => x.Uid), KeyLengths.Uid);
            Text(instance.Property(x => x.SopClassUid), KeyLengths.Uid);
            Text(instance.Property(x => x.TransferSyntaxUid), KeyLengths.Uid);
            Text(instance.Property(x => x.Location), KeyLengths.Location);
            Text(instance.Property(x => x.SourceAETitle), KeyLengths.AETitle);
            instance.HasOne(x => x.Series).WithMany(x => x.Instances).HasForeignKey(x => x.SeriesFk).OnDelete(DeleteBehavior.Restrict);
            instance.HasIndex(x => x.Uid).IsUnique();
            // Counts, SOP classes of a study and the sum of all bytes are read from this index, without touching the rows.
            instance.HasIndex(x => new { x.SeriesFk, x.SopClassUid, x.Length });
        });
    }

    private void Text(PropertyBuilder<string> column, int length)
    {
        column.HasMaxLength(length).IsRequired();
        ConfigureOrdinal(column);
    }
}
