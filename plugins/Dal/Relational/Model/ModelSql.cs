using System.Collections.Concurrent;
using Gantry.Dal.Relational.Ingest;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gantry.Dal.Relational.Model;

/// <summary>
/// The names of tables and columns as they stand in a statement. They come from the model, so that a provider that maps a table or a column elsewhere
/// has to say so once.
/// </summary>
internal sealed class ModelSql(IModel model, ISqlGenerationHelper sql)
{
    private readonly ConcurrentDictionary<Type, string> _tables = [];
    private readonly ConcurrentDictionary<(Type Row, string Property), ColumnSql> _columns = [];
    private readonly ConcurrentDictionary<int, string> _parameters = [];
    private readonly ConcurrentDictionary<object, string> _parts = [];

    public IEntityType Entity<T>() => model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");

    public string Table<T>() => _tables.GetOrAdd(typeof(T), type =>
    {
        var entity = model.FindEntityType(type)!;
        return sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
    });

    public string Column<T>(string property) => Of(typeof(T), property).Name;

    /// <summary>A column, by the property of the row.</summary>
    public ColumnSql Of(Type row, string property) => _columns.GetOrAdd((row, property), key =>
    {
        var found = model.FindEntityType(key.Row)!.FindProperty(key.Property)!;
        return new(Column(found), found.GetValueConverter());
    });

    public string Column(IProperty property) => sql.DelimitIdentifier(property.GetColumnName());

    public string Parameter(int index) => _parameters.GetOrAdd(index, static (i, sql) => sql.GenerateParameterName($"p{i}"), sql);

    /// <summary>A part of statements that is the same in many, such as the columns of a level.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="write">Writes it, the first time.</param>
    public string Part(object key, Func<string> write) => _parts.GetOrAdd(key, static (_, write) => write(), write);

    /// <summary>An INSERT of one row, its values parameters in the order of the columns.</summary>
    /// <param name="key">The column whose unique index says whether the row is there.</param>
    /// <param name="properties">The columns, by the properties of the row.</param>
    public InsertStatement Insert<T>(string key, params IReadOnlyList<string> properties) =>
        new(Table<T>(), [.. properties.Select(Column<T>)], [.. properties.Select((_, i) => Parameter(i))], Column<T>(key));
}
