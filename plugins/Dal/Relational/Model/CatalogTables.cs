using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Model;

/// <summary>The tables of patients, studies, series and instances, in the model.</summary>
internal static class CatalogTables
{
    public static void Describe(ModelBuilder model, TextColumn text)
    {
        model.Entity<Patient>(patient =>
        {
            patient.ToTable("patient");
            text(patient.Property(x => x.Key), KeyLengths.PatientKey);
            text(patient.Property(x => x.PatientId), KeyLengths.PatientId);
            text(patient.Property(x => x.NameKey), KeyLengths.Name);
            text(patient.Property(x => x.IdeographicNameKey), KeyLengths.Name);
            text(patient.Property(x => x.PhoneticNameKey), KeyLengths.Name);
            patient.HasIndex(x => x.Key).IsUnique();
            patient.HasIndex(x => x.PatientId);
            patient.HasIndex(x => x.NameKey);
            patient.HasIndex(x => x.IdeographicNameKey);
            patient.HasIndex(x => x.PhoneticNameKey);
            // The default is that of rows which a version adds that does not know the column.
            patient.Property(x => x.HasNameParts).HasDefaultValue(0).ValueGeneratedNever();
            patient.HasIndex(x => x.HasNameParts);
        });
        model.Entity<PatientNamePart>(part =>
        {
            part.ToTable("patient_name_part");
            text(part.Property(x => x.Text), KeyLengths.NamePart);
            text(part.Property(x => x.Sound), KeyLengths.NamePart);
            part.HasKey(x => new { x.PatientFk, x.Text });
            part.HasOne(x => x.Patient).WithMany(x => x.NameParts).HasForeignKey(x => x.PatientFk).OnDelete(DeleteBehavior.Cascade);
            part.HasIndex(x => x.Text);
            part.HasIndex(x => x.Sound);
        });
        model.Entity<OtherPatientId>(other =>
        {
            other.ToTable("other_patient_id");
            text(other.Property(x => x.PatientId), KeyLengths.PatientId);
            other.HasOne(x => x.Patient).WithMany(x => x.OtherIds).HasForeignKey(x => x.PatientFk).OnDelete(DeleteBehavior.Restrict);
            other.HasIndex(x => x.PatientFk);
            other.HasIndex(x => x.PatientId);
        });
        model.Entity<Study>(study =>
        {
            study.ToTable("study");
            text(study.Property(x => x.Uid), KeyLengths.Uid);
            text(study.Property(x => x.Date), KeyLengths.Date);
            text(study.Property(x => x.AccessionNumber), KeyLengths.AccessionNumber);
            study.HasOne(x => x.Patient).WithMany(x => x.Studies).HasForeignKey(x => x.PatientFk).OnDelete(DeleteBehavior.Restrict);
            study.HasIndex(x => x.Uid).IsUnique();
            study.HasIndex(x => x.PatientFk);
            study.HasIndex(x => x.Date);
            study.HasIndex(x => x.AccessionNumber);
        });
        model.Entity<Series>(series =>
        {
            series.ToTable("series");
            text(series.Property(x => x.Uid), KeyLengths.Uid);
            text(series.Property(x => x.Modality), KeyLengths.Modality);
            text(series.Property(x => x.SopClassUid), KeyLengths.Uid);
            series.HasOne(x => x.Study).WithMany(x => x.Series).HasForeignKey(x => x.StudyFk).OnDelete(DeleteBehavior.Restrict);
            series.HasIndex(x => x.Uid).IsUnique();
            series.HasIndex(x => x.StudyFk);
            series.HasIndex(x => new { x.Modality, x.StudyFk });
        });
        model.Entity<Instance>(instance =>
        {
            instance.ToTable("instance");
            text(instance.Property(x => x.Uid), KeyLengths.Uid);
            text(instance.Property(x => x.SopClassUid), KeyLengths.Uid);
            text(instance.Property(x => x.TransferSyntaxUid), KeyLengths.Uid);
            text(instance.Property(x => x.Location), KeyLengths.Location);
            text(instance.Property(x => x.SourceAETitle), KeyLengths.AETitle);
            instance.HasOne(x => x.Series).WithMany(x => x.Instances).HasForeignKey(x => x.SeriesFk).OnDelete(DeleteBehavior.Restrict);
            instance.HasIndex(x => x.Uid).IsUnique();
            // In the order in which instances are retrieved.
            instance.HasIndex(x => new { x.SeriesFk, x.Number });
        });
        model.Entity<Total>(total =>
        {
            total.ToTable("total");
            total.HasKey(x => x.Shard);
            total.Property(x => x.Shard).ValueGeneratedNever();
        });
        model.Entity<Schema>(schema =>
        {
            schema.ToTable("catalog_schema");
            schema.Property(x => x.Id).ValueGeneratedNever();
        });
    }
}
