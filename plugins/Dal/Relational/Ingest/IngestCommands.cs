using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>The writer's commands. Hand-written SQL costs a quarter of what change tracking does, and this is the one path where it counts.</summary>
internal sealed class IngestCommands : IDisposable
{
    private readonly DbConnection _connection;
    private readonly ISqlGenerationHelper _sql;

    public IngestCommands(DbConnection connection, ISqlGenerationHelper sql, CatalogDialect dialect)
    {
        _connection = connection;
        _sql = sql;
        FindInstance = Command($"SELECT {Q("Id")} FROM {Q("instance")} WHERE {Q("Uid")} = {P(0)}", DbType.String);
        FindSeries = Command(
            $"SELECT e.{Q("Id")}, s.{Q("Uid")}, p.{Q("Key")} FROM {Q("series")} e JOIN {Q("study")} s ON s.{Q("Id")} = e.{Q("StudyFk")} "
            + $"JOIN {Q("patient")} p ON p.{Q("Id")} = s.{Q("PatientFk")} WHERE e.{Q("Uid")} = {P(0)}",
            DbType.String);
        FindStudy = Command(
            $"SELECT s.{Q("Id")}, p.{Q("Key")} FROM {Q("study")} s JOIN {Q("patient")} p ON p.{Q("Id")} = s.{Q("PatientFk")} WHERE s.{Q("Uid")} = {P(0)}",
            DbType.String);
        FindPatient = Command($"SELECT {Q("Id")} FROM {Q("patient")} WHERE {Q("Key")} = {P(0)}", DbType.String);

        AddPatient = Command(
            dialect.InsertReturning(Insert("patient", [nameof(Patient.Key), nameof(Patient.PatientId), nameof(Patient.NameKey), nameof(Patient.IdeographicNameKey), nameof(Patient.PhoneticNameKey), nameof(Patient.Attributes)]), Q("Id")),
            DbType.String, DbType.String, DbType.String, DbType.String, DbType.String, DbType.Binary);
        AddStudy = Command(
            dialect.InsertReturning(Insert("study", [nameof(Study.Uid), nameof(Study.PatientFk), nameof(Study.Date), nameof(Study.AccessionNumber), nameof(Study.Attributes)]), Q("Id")),
            DbType.String, DbType.Int64, DbType.String, DbType.String, DbType.Binary);
        AddSeries = Command(
            dialect.InsertReturning(Insert("series", [nameof(Series.Uid), nameof(Series.StudyFk), nameof(Series.Modality), nameof(Series.Number), nameof(Series.Attributes)]), Q("Id")),
            DbType.String, DbType.Int64, DbType.String, DbType.Int32, DbType.Binary);
        RemoveInstance = Command($"DELETE FROM {Q("instance")} WHERE {Q("Id")} = {P(0)}", DbType.Int64);
        RemoveSeries = RemoveChildless("series", "instance", "SeriesFk");
        RemoveStudy = RemoveChildless("study", "series", "StudyFk");
        RemovePatient = RemoveChildless("patient", "study", "PatientFk");
    }

    public PreparedCommand FindInstance { get; }

    public PreparedCommand FindSeries { get; }

    public PreparedCommand FindStudy { get; }

    public PreparedCommand FindPatient { get; }

    public PreparedCommand AddPatient { get; }

    public PreparedCommand AddStudy { get; }

    public PreparedCommand AddSeries { get; }

    public PreparedCommand RemoveInstance { get; }

    /// <summary>Removes the series with the id if no instance is left in it; likewise the two below.</summary>
    public PreparedCommand RemoveSeries { get; }

    public PreparedCommand RemoveStudy { get; }

    public PreparedCommand RemovePatient { get; }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<PreparedCommand>)[FindInstance, FindSeries, FindStudy, FindPatient, AddPatient, AddStudy, AddSeries, RemoveInstance, RemoveSeries, RemoveStudy, RemovePatient])
        {
            command.Dispose();
        }
    }

    private PreparedCommand RemoveChildless(string parent, string child, string foreignKey) => Command(
        $"DELETE FROM {Q(parent)} WHERE {Q("Id")} = {P(0)} AND NOT EXISTS (SELECT 1 FROM {Q(child)} c WHERE c.{Q(foreignKey)} = {Q(parent)}.{Q("Id")})",
        DbType.Int64);

    // The first column is the one with the unique index.
    private InsertStatement Insert(string table, string[] columns) => new(Q(table), [.. columns.Select(Q)], [.. columns.Select((_, i) => P(i))], Q(columns[0]));

    private PreparedCommand Command(string sql, params DbType[] types) =>
        new(_connection, sql, types.Select((type, i) => (_sql.GenerateParameterName($"p{i}"), type)));

    private string Q(string name) => _sql.DelimitIdentifier(name);

    private string P(int index) => _sql.GenerateParameterName($"p{index}");
}
