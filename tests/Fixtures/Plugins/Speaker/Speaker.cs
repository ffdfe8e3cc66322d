using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Fixtures.Phrases;

namespace Gantry.Fixtures.Speaker;

#if OTHER
[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.1.1")]
#else
[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.2.1")]
#endif
[method: ImportingConstructor]
public sealed class Speaker(IPluginContext context) : ICFindHandler
{
#if PHRASES_TWO
    private static string Phrase => Phrasebook.Greet("all");
#else
    private static string Phrase => Phrasebook.Greeting;
#endif

    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new FinalResponse(DimseStatus.Success, $"{context.Version}, phrases {typeof(Phrasebook).Assembly.GetName().Version!.Major}: {Phrase}"));
}
