using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Describer;

[ExportDimseHandler(typeof(ICStoreHandler), "2.25.1234567", TransferSyntaxes = TransferSyntaxGroup.Any)]
public sealed class Store : ICStoreHandler
{
    public ValueTask<FinalResponse> HandleAsync(CStoreRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new FinalResponse(DimseStatus.OutOfResources));
}

[Export(typeof(IConformanceDetails))]
public sealed class Description : IConformanceDetails
{
    // A sequence of the plugin's own, as an iterator makes it: the host keeps what is in it, not the sequence.
    public IEnumerable<ConformanceDetail> Describe()
    {
        yield return new ConformanceDetail("Signs <script>alert(1)</script>")
        {
            Text = "a | b * c_d `e` <i>&amp;</i>",
            Columns = ["One|Two"],
            Rows = [["<td>"], default(ImmutableArray<string>)],
        };
        yield return ConformanceDetail.OfStatuses("C-STORE", ("A700", "always"));
    }
}
