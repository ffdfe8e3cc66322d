using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// What a known AE has and does: POST <c>/admin/nodes/{ae}/echo</c>; GET <c>/admin/nodes/{ae}/patients|studies|series|instances</c>, C-FIND with keys as query parameters
/// (<c>PatientName=A*</c>), at most <c>limit</c> matches in DICOM JSON (PS3.18 §F).
/// </summary>
internal static class RemoteEndpoints
{
    private const int MaximumLimit = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task<IResult> EchoAsync(HttpContext context) => CallAsync(context, async (client, cancellationToken) =>
    {
        var begun = Stopwatch.GetTimestamp();
        var status = await client.EchoAsync(cancellationToken).ConfigureAwait(false);
        return Results.Json(new EchoView(status.ToString(), Stopwatch.GetElapsedTime(begun).TotalMilliseconds), RemoteJson.Default.EchoView);
    });

    public static Task<IResult> FindAsync(HttpContext context, QueryRetrieveLevel level)
    {
        var identifier = IdentifierOf(context, level, out var limit);
        return CallAsync(context, async (client, cancellationToken) =>
        {
            var output = new ArrayBufferWriter<byte>();
            var (count, isMore) = (0, false);
            var json = new Utf8JsonWriter(output);
            await using (json.ConfigureAwait(false))
            {
                json.WriteStartArray();
                await foreach (var match in client.FindAsync(identifier, cancellationToken).ConfigureAwait(false))
                {
                    isMore = count == limit;
                    if (isMore)
                    {
                        break; // leaving it cancels the query
                    }

                    DicomJsonWriter.Write(match, json);
                    count++;
                }

                json.WriteEndArray();
            }

            if (isMore)
            {
                context.Response.Headers.Warning = string.Create(CultureInfo.InvariantCulture, $"299 gantry \"There are more than {limit} matches.\"");
            }

            return Results.Bytes(output.WrittenMemory, "application/dicom+json");
        });
    }

    private static DicomDataSet IdentifierOf(HttpContext context, QueryRetrieveLevel level, out int limit)
    {
        limit = QueryValues.Number(context.Request.Query, "limit", 200, 1, MaximumLimit);
        var identifier = QueryIdentifier.Of(level).Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        foreach (var (name, values) in context.Request.Query.Where(pair => pair.Key != "limit"))
        {
            if (!DicomDictionary.TryGet(name, out var entry))
            {
                throw new BadHttpRequestException($"'{name}' is no keyword of an attribute.");
            }

            try
            {
                identifier.Set(entry.Tag, values.ToString());
            }
            catch (Exception bad) when (bad is ArgumentException or FormatException or DicomEncodingException)
            {
                throw new BadHttpRequestException($"{name}: {bad.Message}");
            }
        }

        return identifier.Build();
    }

    private static async Task<IResult> CallAsync(HttpContext context, Func<DicomClient, CancellationToken, Task<IResult>> call)
    {
        var text = (string)context.Request.RouteValues["ae"]!;
        var nodes = context.Service<IRemoteNodes>();
        if (!AETitle.TryParse(text, out var title) || !nodes.TryGet(title, out var node))
        {
            return Problem(404, "No such AE", $"There is no remote AE {text} whose address is known.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var client = nodes.ClientOf(node);
        await using (client.ConfigureAwait(false))
        {
            try
            {
                return await call(client, patience.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is AssociationException or FindException or PresentationContextException or IOException)
            {
                return Problem(502, "Not done", $"{title}: {failure.Message}");
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                return Problem(504, "Not done", $"{title} has not answered within {Patience.TotalSeconds:0} seconds.");
            }
        }
    }
}
