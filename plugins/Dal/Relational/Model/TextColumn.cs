using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gantry.Dal.Relational.Model;

/// <summary>Makes a column one of text that compares by code point.</summary>
/// <param name="column">The column.</param>
/// <param name="length">Its length, in characters.</param>
internal delegate void TextColumn(PropertyBuilder<string> column, int length);
