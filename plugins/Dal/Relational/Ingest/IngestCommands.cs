using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>The writer's commands. Hand-written SQL costs a quarter of what change tracking does, and this is the one path where it counts.</summary>
internal sealed class IngestCommands : IDisposable
{
    private readonly DbConnection _connection;
    private readonly ModelSql _sql;
    private readonly CatalogDialect _dialect;
    private readonly List<WriteCommand> _all = [];

    public IngestCommands(DbConnection connection, ModelSql sql, CatalogDialect dialect)
    {
        _connection = connection;
        _dialect = dialect;
        _sql = sql;
        FindInstance = Command($"SELECT {C<Instance>("Id")} FROM {T<Instance>()} WHERE {C<Instance>("Uid")} = {P(0)}", DbType.String);
        FindSeries = Command(
            $"SELECT e.{C<Series>("Id")}, s.{C<Study>("Id")}, s.{C<Study>("Uid")}, p.{C<Patient>("Key")}, e.{C<Series>("SopClassUid")} FROM {T<Series>()} e "
            + $"JOIN {T<Study>()} s ON s.{C<Study>("Id")} = e.{C<Series>("StudyFk")} JOIN {T<Patient>()} p ON p.{C<Patient>("Id")} = s.{C<Study>("PatientFk")} "
            + $"WHERE e.{C<Series>("Uid")} = {P(0)}",
            DbType.String);
        FindStudy = Command(
            $"SELECT s.{C<Study>("Id")}, p.{C<Patient>("Key")} FROM {T<Study>()} s JOIN {T<Patient>()} p ON p.{C<Patient>("Id")} = s.{C<Study>("PatientFk")} "
            + $"WHERE s.{C<Study>("Uid")} = {P(0)}",
            DbType.String);
        FindPatient = Command($"SELECT {C<Patient>("Id")} FROM {T<Patient>()} WHERE {C<Patient>("Key")} = {P(0)}", DbType.String);

        CountSeries = Change(Adding<Series>("Id", 1, nameof(Series.InstanceCount)), DbType.Int32, DbType.Int64);
        CountStudy = Change(Adding<Study>("Id", 2, nameof(Study.SeriesCount), nameof(Study.InstanceCount)), DbType.Int32, DbType.Int32, DbType.Int64);
        CountTotal = Change(
            Adding<Total>("Shard", 5, nameof(Total.Patients), nameof(Total.Studies), nameof(Total.Series), nameof(Total.Instances), nameof(Total.Bytes)),
            DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int32);
        MixSeries = Change($"UPDATE {T<Series>()} SET {C<Series>("SopClassUid")} = {P(0)} WHERE {C<Series>("Id")} = {P(1)}", DbType.String, DbType.Int64);

        RemoveInstance = Change($"DELETE FROM {T<Instance>()} WHERE {C<Instance>("Id")} = {P(0)}", DbType.Int64);
        RemoveSeries = Change(Childless<Series, Instance>("Id", "SeriesFk"), DbType.Int64);
        RemoveStudy = Change(Childless<Study, Series>("Id", "StudyFk"), DbType.Int64);
        RemoveOtherIds = Change(Childless<OtherPatientId, Study>("PatientFk", "PatientFk"), DbType.Int64);
        RemovePatient = Change(Childless<Patient, Study>("Id", "PatientFk"), DbType.Int64);
    }

    public PreparedCommand FindInstance { get; }

    public PreparedCommand FindSeries { get; }

    public PreparedCommand FindStudy { get; }

    public PreparedCommand FindPatient { get; }

    public WriteCommand CountSeries { get; }

    public WriteCommand CountStudy { get; }

    public WriteCommand CountTotal { get; }

    /// <summary>Says that a series has instances of several SOP classes.</summary>
    public WriteCommand MixSeries { get; }

    public WriteCommand RemoveInstance { get; }

    /// <summary>Removes the series with the id if no instance is left in it; likewise those below.</summary>
    public WriteCommand RemoveSeries { get; }

    public WriteCommand RemoveStudy { get; }

    public WriteCommand RemoveOtherIds { get; }

    public WriteCommand RemovePatient { get; }

    public void Dispose() => _all.ForEach(command => command.Dispose());

    private string Adding<T>(string key, int keyParameter, params string[] counts) =>
        $"UPDATE {T<T>()} SET {string.Join(", ", counts.Select((count, i) => $"{C<T>(count)} = {C<T>(count)} + {P(i)}"))} WHERE {C<T>(key)} = {P(keyParameter)}";

    private string Childless<T, TChild>(string key, string foreignKey) =>
        $"DELETE FROM {T<T>()} WHERE {C<T>(key)} = {P(0)} AND NOT EXISTS (SELECT 1 FROM {T<TChild>()} c WHERE c.{C<TChild>(foreignKey)} = {T<T>()}.{C<T>(key)})";

    private PreparedCommand Command(string sql, params DbType[] types) => Kept(new PreparedCommand(_connection, sql, Parameters(types)));

    private WriteCommand Change(string sql, params DbType[] types) => Kept(_dialect.PrepareWrite(_connection, sql, Parameters(types)));

    private IEnumerable<(string Name, DbType Type)> Parameters(DbType[] types) => types.Select((type, i) => (P(i), type));

    private T Kept<T>(T command)
        where T : WriteCommand
    {
        _all.Add(command);
        return command;
    }

    private string T<T>() => _sql.Table<T>();

    private string C<T>(string property) => _sql.Column<T>(property);

    private string P(int index) => _sql.Parameter(index);
}
