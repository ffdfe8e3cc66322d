using System.Buffers;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Annotations;

/// <summary>GET <c>/annotations/studies/{study}</c>: the caller's annotations, <c>own</c>, with their entity tag, and those of <c>others</c>.</summary>
[ExportWebHandler("annotations", "GET", Rights.Retrieve, "studies/{study}")]
[method: ImportingConstructor]
public sealed class ReadHandler(AnnotatedStudy studies, AnnotationStore store) : IWebHandler
{
    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (study, user) = (default(Uid), "");
        if (await studies.CheckAsync(request, (found, who) => (study, user) = (found, who), cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var own = await store.ReadAsync(study, user, cancellationToken).ConfigureAwait(false);
        return new WebResponse(200)
        {
            ContentType = "application/json",
            Body = async (output, cancellationToken) =>
            {
                output.Write("{\"own\":"u8);
                output.Write(own ?? "null"u8.ToArray());
                output.Write(",\"others\":["u8);
                var isFirst = true;
                await foreach (var document in store.ReadOthersAsync(study, user, cancellationToken).ConfigureAwait(false))
                {
                    output.Write(isFirst ? ""u8 : ","u8);
                    output.Write(document);
                    isFirst = false;
                    await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                output.Write("]}"u8);
            },
        }.With("ETag", AnnotationStore.TagOf(own)).With("Cache-Control", "no-store");
    }
}
