using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Codecs;

/// <summary>Says which transfer syntaxes are decoded and encoded here.</summary>
[Export(typeof(IConformanceDetails))]
[method: ImportingConstructor]
public sealed class CodecsConformance(IPixelDecoder decoder, IPixelEncoder encoder) : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Codecs")
        {
            Text = "The transfer syntaxes whose pixel data can be decoded, and encoded. What is received is kept as it came, unless the site has rules that compress it.",
            Columns = ["Transfer syntax", "UID", "Decoded", "Encoded"],
            Rows = [.. decoder.TransferSyntaxes.Union(encoder.TransferSyntaxes).Select(Row)],
        },
    ];

    private ImmutableArray<string> Row(TransferSyntax syntax) =>
    [
        DicomUidRegistry.GetName(syntax.Uid), syntax.Uid.Value,
        decoder.TransferSyntaxes.Contains(syntax) ? "yes" : "no", encoder.TransferSyntaxes.Contains(syntax) ? "yes" : "no",
    ];
}
