namespace Gantry.Host.Conformance;

/// <summary>A piece of a document, in no format yet.</summary>
internal abstract record StatementBlock;

/// <summary>A heading; level 1 is the document's title.</summary>
internal sealed record HeadingBlock(int Level, string Text) : StatementBlock;

internal sealed record ParagraphBlock(string Text) : StatementBlock;

internal sealed record ListBlock(IReadOnlyList<string> Items) : StatementBlock;

internal sealed record TableBlock(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : StatementBlock;
