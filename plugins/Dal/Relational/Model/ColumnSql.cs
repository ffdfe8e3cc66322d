using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gantry.Dal.Relational.Model;

/// <summary>A column as statements have it.</summary>
/// <param name="Name">Its name, delimited.</param>
/// <param name="Converter">What makes a stored value of one, and one of a stored one; null where they are the same.</param>
internal sealed record ColumnSql(string Name, ValueConverter? Converter)
{
    /// <summary>What is stored for a text.</summary>
    public string ToStored(string text) => Converter is null ? text : (string)Converter.ConvertToProvider(text)!;

    /// <summary>The text of what is stored.</summary>
    public string FromStored(string stored) => Converter is null ? stored : (string)Converter.ConvertFromProvider(stored)!;
}
