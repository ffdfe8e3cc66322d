using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;

namespace Gantry.Contracts;

/// <summary>The response to a request of HTTP.</summary>
/// <param name="Status">The status: 200 to 599.</param>
public sealed record WebResponse(int Status)
{
    /// <summary>The media type of the body; null where there is none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The bytes of the body; null where that is not known before it is written.</summary>
    public long? Length { get; init; }

    /// <summary>Further header fields.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Writes the body; null for none. It is called once at most, before the handler is disposed, and not for HEAD. It flushes now and then, and so waits while the client is slow.
    /// What it throws before the first byte is answered as if the handler had thrown it; later the client sees that the response is cut short.
    /// </summary>
    public Func<PipeWriter, CancellationToken, ValueTask>? Body { get; init; }

    /// <summary>What is wrong; the host makes the body of it. Null where nothing is.</summary>
    public WebProblem? Problem { get; init; }

    /// <summary>A response with a body that is there already.</summary>
    /// <param name="contentType">Its media type.</param>
    /// <param name="content">The body.</param>
    /// <param name="status">The status.</param>
    public static WebResponse Of(string contentType, ReadOnlyMemory<byte> content, int status = 200) => new(status)
    {
        ContentType = contentType,
        Length = content.Length,
        Body = (output, _) =>
        {
            output.Write(content.Span);
            return ValueTask.CompletedTask;
        },
    };

    /// <summary>A response that says what is wrong (RFC 9457).</summary>
    /// <param name="status">The status.</param>
    /// <param name="title">What kind of problem, in a few words.</param>
    /// <param name="detail">What is wrong, in a sentence, without patient data.</param>
    public static WebResponse Failed(int status, string title, string detail) => new(status) { Problem = new WebProblem(title, detail) };

    /// <summary>This, with one header field more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, without control characters.</param>
    public WebResponse With(string name, string value) => this with { Headers = Headers.Add(new(name, value)) };
}
