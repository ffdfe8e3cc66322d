using System.Linq.Expressions;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>Records whose key is text.</summary>
internal abstract class TextTable<TRow> : TableOf<TRow, string>
    where TRow : class
{
    protected sealed override Expression<Func<string, bool>> Behind(string key) => text => string.Compare(text, key) > 0;

    protected sealed override string Parse(string key) => key;
}
