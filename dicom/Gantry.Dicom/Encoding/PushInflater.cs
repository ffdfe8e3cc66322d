using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;

namespace Gantry.Dicom;

/// <summary>Inflates (RFC 1951) bytes as they are fed, within limits.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its scanner closes it at the end of the data set; where it is abandoned before, the finalizer of the native memory does.")]
internal sealed class PushInflater(DataSetReaderOptions options)
{
    private const long FreeOfRatio = 64L << 20;

    private readonly byte[] _buffer = new byte[65_536];
    private readonly FedStream _fed = new();
    private DeflateStream? _stream;
    private int _filled;
    private long _inflated;

    /// <summary>True where <see cref="Inflate"/> may give more without being fed.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Gives it the bytes that follow.</summary>
    public void Feed(in ReadOnlySequence<byte> input, bool isCompleted)
    {
        _fed.Feed(input, isCompleted);
        HasMore = true;
    }

    /// <summary>The inflated bytes that have not been consumed, with some more.</summary>
    /// <param name="isEnd">True where nothing follows them.</param>
    public ReadOnlyMemory<byte> Inflate(out bool isEnd)
    {
        // DeflateStream takes no bytes as "no more for now" and asks again when it is read again; whether it asked tells if its end was reached.
        _stream ??= new DeflateStream(_fed, CompressionMode.Decompress);
        _fed.WasAsked = false;
        int count;
        try
        {
            count = _stream.Read(_buffer.AsSpan(_filled));
        }
        catch (InvalidDataException exception)
        {
            throw new DicomEncodingException("The deflated data set is damaged.", exception);
        }

        _filled += count;
        _inflated += count;
        Check();
        isEnd = count == 0 && !_fed.WasAsked;
        if (count == 0 && _fed.WasAsked && _fed.IsCompleted)
        {
            throw new DicomEncodingException("The deflated data set ends early.");
        }

        HasMore = count > 0;
        return _buffer.AsMemory(0, _filled);
    }

    /// <summary>Drops the first of the bytes that <see cref="Inflate"/> gave.</summary>
    public void Consume(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    /// <summary>Frees the native memory.</summary>
    public void Close() => _stream?.Dispose();

    private void Check()
    {
        if (_inflated > options.MaximumInflatedBytes)
        {
            throw new DicomEncodingException(string.Create(CultureInfo.InvariantCulture, $"The data set inflates to more than the limit of {options.MaximumInflatedBytes} bytes."));
        }

        if (_inflated > FreeOfRatio && _inflated / options.MaximumInflationRatio > _fed.TakenBytes)
        {
            throw new DicomEncodingException(string.Create(CultureInfo.InvariantCulture, $"The data set inflates to more than {options.MaximumInflationRatio} times its bytes."));
        }
    }
}
