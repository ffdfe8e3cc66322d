using System.Buffers;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Annotations;

/// <summary>
/// PUT <c>/annotations/studies/{study}</c>: the caller's annotations, in the place of those that have the entity tag of <c>If-Match</c>. Whoever has them in two places does not lose
/// in the one what was done in the other.
/// </summary>
[ExportWebHandler("annotations", "PUT", Rights.Retrieve, "studies/{study}", MaximumBodyBytes = AnnotationRules.MaximumBytes)]
[method: ImportingConstructor]
public sealed class WriteHandler(AnnotatedStudy studies, AnnotationStore store) : IWebHandler
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

        if (request.Header("If-Match") is not { Length: > 0 } expected)
        {
            return WebResponse.Failed(428, "Precondition required", "If-Match says which annotations these are put in the place of: the ETag of GET.");
        }

        AnnotationDocument document;
        try
        {
            document = AnnotationRules.Read((await ReadAsync(request, cancellationToken).ConfigureAwait(false)).WrittenSpan);
        }
        catch (FormatException fault)
        {
            return WebResponse.Failed(400, "Bad request", fault.Message);
        }

        try
        {
            return await store.WriteAsync(study, user, document, expected, cancellationToken).ConfigureAwait(false) is { } tag
                ? new WebResponse(204).With("ETag", tag)
                : WebResponse.Failed(412, "Changed meanwhile", "The annotations have been changed elsewhere since they were read.");
        }
        catch (InvalidOperationException full)
        {
            return WebResponse.Failed(409, "Too many", full.Message);
        }
    }

    private static async ValueTask<ArrayBufferWriter<byte>> ReadAsync(WebRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await request.Body.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
            {
                body.Write(segment.Span);
            }

            request.Body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body;
            }
        }
    }
}
