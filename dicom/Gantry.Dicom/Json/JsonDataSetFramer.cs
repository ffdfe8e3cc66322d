using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Gantry.Dicom;

/// <summary>Finds the data sets in JSON that arrives in pieces: the objects of the outermost array, or the one object that there is.</summary>
internal sealed class JsonDataSetFramer
{
    private readonly DicomJsonReaderOptions _options;
    private readonly int _maximumDepth;
    private JsonReaderState _state;
    private bool _isInArray;
    private long _dataSetStart = -1;
    private long _scanned;
    private long _enough;
    private long _offset;

    public JsonDataSetFramer(DicomJsonReaderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumDepth, DicomJsonWriter.MaximumDepth, nameof(options));
        _options = options;
        _maximumDepth = JsonDataSetReader.JsonDepth(options) + 1;
        _state = new JsonReaderState(new JsonReaderOptions { MaxDepth = _maximumDepth });
    }

    /// <summary>True after the last byte.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Reads the next data set.</summary>
    /// <param name="buffer">The bytes that are here and not yet used; those used are cut off its front.</param>
    /// <param name="isCompleted">True where nothing follows them.</param>
    /// <param name="dataSet">The data set.</param>
    /// <returns>False where more bytes are needed, or at the end.</returns>
    /// <exception cref="DicomEncodingException">It is not JSON, not of data sets, or exceeds a limit.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, bool isCompleted, [NotNullWhen(true)] out DicomDataSet? dataSet)
    {
        dataSet = null;
        // A token that is not complete is read from its start again: only once there is twice as much of it, or else a long one would cost its square.
        if (IsAtEnd || (buffer.Length < Math.Min(_enough, _options.MaximumBytes) && !isCompleted))
        {
            return false;
        }

        var reader = new Utf8JsonReader(buffer.Slice(_scanned), isCompleted, _state);
        try
        {
            while (reader.Read())
            {
                if (IsEndOfDataSet(ref reader))
                {
                    dataSet = Take(ref reader, ref buffer);
                    return true;
                }
            }
        }
        catch (JsonException exception)
        {
            throw NotJson(exception, reader.CurrentDepth >= _maximumDepth - 1, _offset + _scanned + reader.BytesConsumed);
        }

        IsAtEnd = isCompleted;
        _state = reader.CurrentState;
        _scanned += reader.BytesConsumed;
        if (_dataSetStart < 0)
        {
            Drop(ref buffer, _scanned);
        }

        if (buffer.Length > _options.MaximumBytes)
        {
            throw TooLong();
        }

        _enough = _scanned + (2 * (buffer.Length - _scanned)) + 1;
        return false;
    }

    /// <summary>What is thrown for text that is not JSON.</summary>
    public static DicomEncodingException NotJson(JsonException exception, bool isTooDeep, long offset) => new(
        string.Create(CultureInfo.InvariantCulture, $"The JSON is {(isTooDeep ? "nested too deeply" : "malformed")} at byte {offset}."), exception);

    private bool IsEndOfDataSet(ref Utf8JsonReader reader)
    {
        var level = _isInArray ? 1 : 0;
        if (reader.CurrentDepth == level && _dataSetStart < 0)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    _dataSetStart = _scanned + reader.TokenStartIndex;
                    break;
                case JsonTokenType.StartArray when !_isInArray:
                    _isInArray = true;
                    break;
                default:
                    throw new DicomEncodingException(
                        string.Create(CultureInfo.InvariantCulture, $"The JSON is not of data sets: what is at byte {_offset + _scanned + reader.TokenStartIndex} is no object."));
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == level;
    }

    private DicomDataSet Take(ref Utf8JsonReader reader, scoped ref ReadOnlySequence<byte> buffer)
    {
        var end = _scanned + reader.BytesConsumed;
        if (end - _dataSetStart > _options.MaximumBytes)
        {
            throw TooLong();
        }

        var dataSet = JsonDataSetReader.Read(buffer.Slice(_dataSetStart, end - _dataSetStart), _offset + _dataSetStart, _options);
        _state = reader.CurrentState;
        _dataSetStart = -1;
        _scanned = end;
        Drop(ref buffer, end);
        return dataSet;
    }

    private void Drop(ref ReadOnlySequence<byte> buffer, long count)
    {
        buffer = buffer.Slice(count);
        _offset += count;
        _scanned -= count;
        _enough = 0;
    }

    private DicomEncodingException TooLong() =>
        new(string.Create(CultureInfo.InvariantCulture, $"The JSON of a data set is longer than the limit of {_options.MaximumBytes} bytes."));
}
