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
    private readonly IClrPropertyGetter[] _getters;
    private readonly object[] _values;
    private readonly WriteCommand _command;
    private readonly PreparedCommand? _returning;

    public RowInsert(DbConnection connection, ModelSql sql, CatalogDialect dialect)
    {
        var entity = sql.Entity<T>();
        _properties = [.. entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never)];
        _getters = [.. _properties.Select(property => property.GetGetter())];
        _values = new object[_properties.Length];
        var key = entity.FindPrimaryKey()!.Properties[0];
        var insert = sql.Insert<T>(_properties[0].Name, [.. _properties.Select(property => property.Name)]);
        IEnumerable<(string Name, DbType Type)> parameters = _properties.Select((property, i) => (sql.Parameter(i), TypeOf(property.ClrType)));
        _command = dialect.PrepareWrite(connection, insert.ToString(), parameters);
        _returning = key.ValueGenerated == ValueGenerated.Never ? null : new PreparedCommand(connection, dialect.InsertReturning(insert, sql.Column(key)), parameters);
    }

    /// <summary>Adds a row.</summary>
    /// <returns>Its generated key; 0 where the table has none.</returns>
    public long Add(DbTransaction transaction, T row)
    {
        if (_returning is not null)
        {
            return Convert.ToInt64(_returning.Scalar(transaction, Values(row)), CultureInfo.InvariantCulture);
        }

        _command.Execute(transaction, Values(row));
        return 0;
    }

    /// <summary>Adds a row whose key nobody needs: a result would be read for it.</summary>
    public void AddUnnamed(DbTransaction transaction, T row) => _command.Execute(transaction, Values(row));

    public void Dispose()
    {
        _command.Dispose();
        _returning?.Dispose();
    }

    private ReadOnlySpan<object> Values(T row)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var value = _getters[i].GetClrValue(row);
            _values[i] = (_properties[i].GetValueConverter() is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }

        return _values;
    }

    private static DbType TypeOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.String => DbType.String,
        TypeCode.Int32 => DbType.Int32,
        TypeCode.Int64 => DbType.Int64,
        _ when type == typeof(byte[]) => DbType.Binary,
        _ => throw new InvalidOperationException($"A column of type {type.Name} is not the same in all databases."),
    };
}
