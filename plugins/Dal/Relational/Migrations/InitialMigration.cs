using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.Relational.Migrations;

/// <summary>All tables. A provider derives from it to say how its columns and generated keys are declared.</summary>
public abstract partial class InitialMigration : Migration
{
    /// <summary>The identifier: a migration's subclass in every provider has the same one.</summary>
    public const string Id = "20261127000000_Initial";

    /// <summary>Says how the database generates keys, by annotations on the column.</summary>
    protected abstract OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id);

    /// <summary>The collation of text columns; null for the database's own.</summary>
    protected virtual string? Collation => null;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            "patient",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Key = Text(table, KeyLengths.PatientKey),
                PatientId = Text(table, KeyLengths.PatientId),
                NameKey = Text(table, KeyLengths.Name),
                IdeographicNameKey = Text(table, KeyLengths.Name),
                PhoneticNameKey = Text(table, KeyLengths.Name),
                Attributes = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_patient", x => x.Id));
        migrationBuilder.CreateTable(
            "study",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Uid = Text(table, KeyLengths.Uid),
                PatientFk = table.Column<long>(),
                Date = Text(table, KeyLengths.Date),
                AccessionNumber = Text(table, KeyLengths.AccessionNumber),
                SeriesCount = table.Column<int>(),
                InstanceCount = table.Column<int>(),
                Attributes = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_study", x => x.Id);
                table.ForeignKey("FK_study_patient_PatientFk", x => x.PatientFk, "patient", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            "series",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Uid = Text(table, KeyLengths.Uid),
                StudyFk = table.Column<long>(),
                Modality = Text(table, KeyLengths.Modality),
                Number = table.Column<int>(),
                SopClassUid = Text(table, KeyLengths.Uid),
                InstanceCount = table.Column<int>(),
                Attributes = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_series", x => x.Id);
                table.ForeignKey("FK_series_study_StudyFk", x => x.StudyFk, "study", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            "instance",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Uid = Text(table, KeyLengths.Uid),
                SeriesFk = table.Column<long>(),
                SopClassUid = Text(table, KeyLengths.Uid),
                Number = table.Column<int>(),
                TransferSyntaxUid = Text(table, KeyLengths.Uid),
                Location = Text(table, KeyLengths.Location),
                Length = table.Column<long>(),
                DataSetOffset = table.Column<long>(),
                SourceAETitle = Text(table, KeyLengths.AETitle),
                ReceivedAt = table.Column<long>(),
                Attributes = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_instance", x => x.Id);
                table.ForeignKey("FK_instance_series_SeriesFk", x => x.SeriesFk, "series", "Id", onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateIndex("IX_patient_Key", "patient", "Key", unique: true);
        migrationBuilder.CreateIndex("IX_patient_PatientId", "patient", "PatientId");
        migrationBuilder.CreateIndex("IX_patient_NameKey", "patient", "NameKey");
        migrationBuilder.CreateIndex("IX_patient_IdeographicNameKey", "patient", "IdeographicNameKey");
        migrationBuilder.CreateIndex("IX_patient_PhoneticNameKey", "patient", "PhoneticNameKey");
        migrationBuilder.CreateIndex("IX_study_Uid", "study", "Uid", unique: true);
        migrationBuilder.CreateIndex("IX_study_PatientFk", "study", "PatientFk");
        migrationBuilder.CreateIndex("IX_study_Date", "study", "Date");
        migrationBuilder.CreateIndex("IX_study_AccessionNumber", "study", "AccessionNumber");
        migrationBuilder.CreateIndex("IX_series_Uid", "series", "Uid", unique: true);
        migrationBuilder.CreateIndex("IX_series_StudyFk", "series", "StudyFk");
        migrationBuilder.CreateIndex("IX_series_Modality_StudyFk", "series", ["Modality", "StudyFk"]);
        migrationBuilder.CreateIndex("IX_instance_Uid", "instance", "Uid", unique: true);
        migrationBuilder.CreateIndex("IX_instance_SeriesFk_Number", "instance", ["SeriesFk", "Number"]);
        CreateOtherPatientIds(migrationBuilder);
        CreateTotals(migrationBuilder);
        CreateJobs(migrationBuilder);
        CreateTransactions(migrationBuilder);
        CreateUsers(migrationBuilder);
        CreateSettings(migrationBuilder);
    }

    private void CreateOtherPatientIds(MigrationBuilder migration)
    {
        migration.CreateTable(
            "other_patient_id",
            table => new
            {
                Id = Generated(table.Column<long>()),
                PatientFk = table.Column<long>(),
                PatientId = Text(table, KeyLengths.PatientId),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_other_patient_id", x => x.Id);
                table.ForeignKey("FK_other_patient_id_patient_PatientFk", x => x.PatientFk, "patient", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_other_patient_id_PatientFk", "other_patient_id", "PatientFk");
        migration.CreateIndex("IX_other_patient_id_PatientId", "other_patient_id", "PatientId");
    }

    private static void CreateTotals(MigrationBuilder migration)
    {
        migration.CreateTable(
            "total",
            table => new
            {
                Shard = table.Column<int>(),
                Patients = table.Column<long>(),
                Studies = table.Column<long>(),
                Series = table.Column<long>(),
                Instances = table.Column<long>(),
                Bytes = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_total", x => x.Shard));
        migration.CreateTable(
            "catalog_schema",
            table => new
            {
                Id = table.Column<int>(),
                Version = table.Column<int>(),
                OldestReader = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_catalog_schema", x => x.Id));
    }

    private OperationBuilder<AddColumnOperation> Text(ColumnsBuilder table, int length, bool nullable = false) =>
        table.Column<string>(maxLength: length, nullable: nullable, collation: Collation);
}
