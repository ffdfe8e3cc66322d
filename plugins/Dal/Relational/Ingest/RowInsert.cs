using System.Data;
using System.Data.Common;
using System.Globalization;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Adds rows of one table by a prepared command, with all columns that the model has but a generated key.</summary>
/// <remarks>Used by the writer alone.</remarks>
internal sealed class RowInsert<T> : IDisposable
    where T : class
{
    private readonly IProperty[] _properties;
    private readonly object[] _values;
    private readonly PreparedCommand _command;
    private readonly bool _returnsKey;

    public RowInsert(DbConnection connection, ModelSql sql, CatalogDialect dialect)
    {
        var entity = sql.Entity<T>();
        _properties = [.. entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never)];
        _values = new object[_properties.Length];
        var key = entity.FindPrimaryKey()!.Properties[0];
        _returnsKey = key.ValueGenerated != ValueGenerated.Never;
        var insert = sql.Insert<T>(_properties[0].Name, [.. _properties.Select(property => property.Name)]);
        _command = new PreparedCommand(
            connection,
            _returnsKey ? dialect.InsertReturning(insert, sql.Column(key)) : insert.ToString(),
            _properties.Select((property, i) => (sql.Parameter(i), TypeOf(property.ClrType))));
    }

    /// <summary>Adds a row.</summary>
    /// <returns>Its generated key; 0 where the table has none.</returns>
    public long Add(DbTransaction transaction, T row)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var value = _properties[i].PropertyInfo!.GetValue(row);
            _values[i] = (_properties[i].GetValueConverter() is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }

        if (_returnsKey)
        {
            return Convert.ToInt64(_command.Scalar(transaction, _values), CultureInfo.InvariantCulture);
        }

        _command.Execute(transaction, _values);
        return 0;
    }

    public void Dispose() => _command.Dispose();

    private static DbType TypeOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.String => DbType.String,
        TypeCode.Int32 => DbType.Int32,
        TypeCode.Int64 => DbType.Int64,
        _ when type == typeof(byte[]) => DbType.Binary,
        _ => throw new InvalidOperationException($"A column of type {type.Name} is not the same in all databases."),
    };
}
