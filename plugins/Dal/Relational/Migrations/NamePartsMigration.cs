using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.Relational.Migrations;

/// <summary>
/// The parts of patients' names. Of the patients that are there already, and of those that the version before adds beside this one, they are added later
/// (<see cref="Ingest.NamePartsUpkeep"/>): the column of the patient says of whom they are missing. The version before removes a patient, and the database its parts.
/// </summary>
public abstract class NamePartsMigration : Migration
{
    /// <summary>The identifier: a migration's subclass in every provider has the same one.</summary>
    public const string Id = "20261128000000_NameParts";

    /// <summary>The collation of text columns; null for the database's own.</summary>
    protected virtual string? Collation => null;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<int>("HasNameParts", "patient", nullable: false, defaultValue: 0);
        migrationBuilder.CreateTable(
            "patient_name_part",
            table => new
            {
                PatientFk = table.Column<long>(),
                Text = Text(table),
                Sound = Text(table),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_patient_name_part", x => new { x.PatientFk, x.Text });
                table.ForeignKey("FK_patient_name_part_patient_PatientFk", x => x.PatientFk, "patient", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_patient_HasNameParts", "patient", "HasNameParts");
        migrationBuilder.CreateIndex("IX_patient_name_part_Text", "patient_name_part", "Text");
        migrationBuilder.CreateIndex("IX_patient_name_part_Sound", "patient_name_part", "Sound");
    }

    private OperationBuilder<AddColumnOperation> Text(ColumnsBuilder table) => table.Column<string>(maxLength: KeyLengths.NamePart, collation: Collation);
}
