using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// Reads a multipart body part by part, while it comes in (RFC 2046 §5.1.1): nothing of it is kept. Lines may end with LF alone, as those of some clients do.
/// </summary>
/// <remarks>One caller at a time.</remarks>
/// <param name="body">The body; not completed here.</param>
/// <param name="boundary">The boundary that its Content-Type says.</param>
internal sealed class MultipartReader(PipeReader body, string boundary)
{
    /// <summary>The longest boundary, in characters; RFC 2046 has 70.</summary>
    public const int LongestBoundary = 128;

    private const int LongestPreamble = 65_536, LongestPadding = 256, LongestHeader = 16_384;
    private static readonly byte[] Return = "\r"u8.ToArray();
    private readonly byte[] _delimiter = Encoding.ASCII.GetBytes($"\n--{boundary}");
    private bool _isBegun, _isEnded, _isAtDelimiter;

    /// <summary>True for a boundary as RFC 2046 allows it, or one somewhat longer.</summary>
    public static bool IsBoundary(string text) => text.Length is > 0 and <= LongestBoundary && text.All(character => character is >= ' ' and <= '~') && text[^1] != ' ';

    /// <summary>Goes on to the next part; what was not read of the one before is passed over.</summary>
    /// <returns>Null after the last one.</returns>
    /// <exception cref="MultipartException">The body is malformed, or ends before its last boundary.</exception>
    public async ValueTask<MultipartPart?> NextAsync(CancellationToken cancellationToken)
    {
        if (_isEnded)
        {
            return null;
        }

        await PassOverAsync(cancellationToken).ConfigureAwait(false);
        _isBegun = true;
        var rest = await LineAsync(LongestPadding, "A boundary", mayEnd: true, cancellationToken).ConfigureAwait(false);
        if (rest.StartsWith("--", StringComparison.Ordinal))
        {
            _isEnded = true;
            return null;
        }

        if (rest.AsSpan().ContainsAnyExcept(" \t"))
        {
            throw new MultipartException("A boundary is followed by something else on its line.");
        }

        var headers = await HeadersAsync(cancellationToken).ConfigureAwait(false);
        _isAtDelimiter = await StartsWithAsync(_delimiter.AsMemory(1), cancellationToken).ConfigureAwait(false); // the line without content was the boundary's
        return new MultipartPart(headers, _isAtDelimiter ? PipeReader.Create(ReadOnlySequence<byte>.Empty) : new PartContent(body, _delimiter));
    }

    // To the end of the first boundary, or of that which ends the part before.
    private async ValueTask PassOverAsync(CancellationToken cancellationToken)
    {
        if (_isAtDelimiter || (!_isBegun && await StartsWithAsync(_delimiter.AsMemory(1), cancellationToken).ConfigureAwait(false)))
        {
            await SkipAsync(_delimiter.Length - 1, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (content, passed) = (new PartContent(body, _delimiter), 0L);
        while (true)
        {
            var read = await content.ReadAsync(cancellationToken).ConfigureAwait(false);
            passed += read.Buffer.Length;
            content.AdvanceTo(read.Buffer.End);
            if (!_isBegun && passed > LongestPreamble)
            {
                throw new MultipartException($"The boundary is not in the first {LongestPreamble} bytes of the body.");
            }

            if (read.IsCompleted)
            {
                break;
            }
        }

        var hasReturn = await StartsWithAsync(Return, cancellationToken).ConfigureAwait(false);
        await SkipAsync(hasReturn ? _delimiter.Length + 1 : _delimiter.Length, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ImmutableDictionary<string, string>> HeadersAsync(CancellationToken cancellationToken)
    {
        var headers = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var left = LongestHeader; ;)
        {
            var line = await LineAsync(left, "The header of a part", mayEnd: false, cancellationToken).ConfigureAwait(false);
            left -= line.Length + 1;
            if (line.Length == 0)
            {
                return headers;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] is ' ' or '\t')
            {
                throw new MultipartException("A line of the header of a part is no header field.");
            }

            headers = headers.SetItem(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }
    }

    private async ValueTask<string> LineAsync(int longest, string what, bool mayEnd, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            var end = buffer.PositionOf((byte)'\n');
            var line = end is { } position ? buffer.Slice(0, position) : buffer;
            if (line.Length > longest)
            {
                body.AdvanceTo(buffer.Start);
                throw new MultipartException($"{what} is longer than {longest} bytes.");
            }

            if (end is not null || (read.IsCompleted && mayEnd))
            {
                var text = Encoding.Latin1.GetString(line).TrimEnd('\r');
                body.AdvanceTo(end is { } newline ? buffer.GetPosition(1, newline) : buffer.End);
                return text;
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                throw new MultipartException("The body ends within the header of a part.");
            }
        }
    }

    private async ValueTask<bool> StartsWithAsync(ReadOnlyMemory<byte> expected, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.Buffer.Length >= expected.Length || read.IsCompleted)
            {
                var isThere = new SequenceReader<byte>(read.Buffer).IsNext(expected.Span);
                body.AdvanceTo(read.Buffer.Start);
                return isThere;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // What is there: it was looked at before.
    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        var read = await body.ReadAtLeastAsync((int)count, cancellationToken).ConfigureAwait(false);
        body.AdvanceTo(read.Buffer.GetPosition(count));
    }
}
