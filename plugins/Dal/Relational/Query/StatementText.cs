using System.Data;
using System.Text;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Query;

/// <summary>A statement while it is written: its text, and its values, each a parameter of its own in the order in which they stand in the text.</summary>
/// <remarks>The same question with other values has the same text: a connection keeps its command, and what the database has made of it.</remarks>
internal sealed class StatementText(CatalogDialect dialect, ModelSql model)
{
    private readonly StringBuilder _text = new(1024);
    private readonly List<DbType> _types = [];
    private readonly List<object> _values = [];
    private HashSet<string>? _named;

    /// <summary>The types of the parameters.</summary>
    public IReadOnlyList<DbType> Types => _types;

    /// <summary>Their values.</summary>
    public List<object> Values => _values;

    /// <summary>Words of SQL that are the same in every database.</summary>
    public StatementText Add(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>The name of a table.</summary>
    public StatementText Table<T>() => Add(model.Table<T>());

    /// <summary>The name of a column that holds no key.</summary>
    public StatementText Column<T>(string property, string alias)
    {
        _text.Append(alias).Append('.').Append(model.Of(typeof(T), property).Name);
        return this;
    }

    /// <summary>The name of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isIndexed">
    /// False to say it as an expression that no index serves. A planner without knowledge of the values takes one condition for as good as another; so it is left
    /// only the one that should drive the statement.
    /// </param>
    public StatementText Column(KeyColumn column, bool isIndexed = true)
    {
        _named?.Add(column.Alias);
        var name = model.Of(column.Row, column.Property).Name;
        if (!isIndexed && !column.IsNumber)
        {
            return Add(dialect.Unindexed($"{column.Alias}.{name}"));
        }

        _text.Append(column.Alias).Append('.').Append(name).Append(isIndexed ? "" : " + 0");
        return this;
    }

    /// <summary>A part without values that is the same in many statements, and names no key column that <see cref="NamedBy"/> should tell of: written the first time alone.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="write">Writes it.</param>
    public StatementText Part(object key, Action<StatementText> write) => Add(model.Part(key, () =>
    {
        var part = new StatementText(dialect, model);
        write(part);
        return part.ToString();
    }));

    /// <summary>A text as the column has it.</summary>
    public StatementText Value(KeyColumn column, string text) => Value(DbType.String, model.Of(column.Row, column.Property).ToStored(text));

    /// <summary>A number.</summary>
    public StatementText Value(long number) => Value(DbType.Int64, number);

    /// <summary>That a column has one of several texts.</summary>
    public StatementText Among(KeyColumn column, bool isIndexed, IReadOnlyList<string> texts) => Among(column, isIndexed, texts, text => Value(column, text));

    /// <summary>That a column has one of several numbers.</summary>
    public StatementText Among(KeyColumn column, bool isIndexed, IReadOnlyList<long> numbers) => Among(column, isIndexed, numbers, number => Value(number));

    /// <summary>Writes, and tells the aliases of the tables whose key columns were named.</summary>
    public IReadOnlySet<string> NamedBy(Action write)
    {
        _named = [];
        write();
        var named = _named;
        _named = null;
        return named;
    }

    /// <summary>Writes something before what has been written; it has no values.</summary>
    public void Precede(Action write)
    {
        var behind = _text.ToString();
        _text.Clear();
        write();
        _text.Append(behind);
    }

    /// <summary>What was written, cut to so many rows.</summary>
    public void Limit(int rows)
    {
        var limited = dialect.Limited(_text.ToString(), rows);
        _text.Clear().Append(limited);
    }

    public override string ToString() => _text.ToString();

    // The last value fills up a list: a few lengths have to do, for each makes a statement of its own.
    private StatementText Among<T>(KeyColumn column, bool isIndexed, IReadOnlyList<T> values, Action<T> write)
    {
        if (values.Count == 0)
        {
            return Add("1 = 0");
        }

        if (values.Count > ListLengths.Longest)
        {
            return Add("(").Among(column, isIndexed, [.. values.Take(ListLengths.Longest)], write).Add(" OR ")
                .Among(column, isIndexed, [.. values.Skip(ListLengths.Longest)], write).Add(")");
        }

        var length = ListLengths.Fitting(values.Count);
        Column(column, isIndexed).Add(length == 1 ? " = " : " IN (");
        for (var i = 0; i < length; i++)
        {
            Add(i == 0 ? "" : ", ");
            write(values[Math.Min(i, values.Count - 1)]);
        }

        return Add(length == 1 ? "" : ")");
    }

    private StatementText Value(DbType type, object value)
    {
        _text.Append(model.Parameter(_values.Count));
        _types.Add(type);
        _values.Add(value);
        return this;
    }
}
