using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Export;

/// <summary>Says what an export is.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class ExportConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Export over HTTP")
        {
            Text = "Studies are given as a ZIP file with a file-set (PS3.10): a DICOMDIR, and the instances as they are stored. De-identified, they follow the Basic Application Level "
                + "Confidentiality Profile (PS3.15 Annex E) with or without the options to retain full or modified dates. Pixel data is not changed.",
        },
    ];
}
