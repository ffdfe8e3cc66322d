using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Gantry.Dicom;

/// <summary>Writes the lines of the canonical text into the hash.</summary>
internal sealed class DigestText : IDisposable
{
    private const int LongestNumber = 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _path = new();
    private readonly Stack<(int Outer, int Path, int Item)> _levels = [];
    private int _keptRead;
    private bool _isFirst = true;

    /// <summary>Keeps the digest of a value for the entry of the same place; of one that is no longer than its digest, the value.</summary>
    public void Keep(ReadOnlySpan<byte> value)
    {
        if (value.Length <= SHA256.HashSizeInBytes)
        {
            _kept.Write(value);
            return;
        }

        SHA256.HashData(value, _kept.GetSpan(SHA256.HashSizeInBytes));
        _kept.Advance(SHA256.HashSizeInBytes);
    }

    /// <summary>Writes the lines of entries in which no sequence is open.</summary>
    public void Write(ReadOnlySpan<DigestEntry> entries)
    {
        var fragment = 0;
        foreach (var entry in entries)
        {
            switch (entry.Kind)
            {
                case DigestEntryKind.Value:
                    Begin(entry.Tag);
                    WriteValue(entry.Number);
                    break;
                case DigestEntryKind.Fragment:
                    Begin(entry.Tag);
                    _line.Write("#"u8);
                    Write(_line, fragment++);
                    WriteValue(entry.Number);
                    break;
                case DigestEntryKind.Fragments:
                    fragment = 0;
                    WriteCount(entry, " ENC "u8);
                    break;
                case DigestEntryKind.Sequence:
                    WriteCount(entry, " SQ "u8);
                    var outer = _path.WrittenCount;
                    Write(_path, entry.Tag);
                    _levels.Push((outer, _path.WrittenCount, -1));
                    break;
                case DigestEntryKind.Item:
                    BeginItem();
                    break;
                case DigestEntryKind.EndOfSequence:
                    CutPath(_levels.Pop().Outer);
                    break;
                default:
                    throw new InvalidOperationException($"There is no entry of kind {entry.Kind}.");
            }
        }

        _kept.ResetWrittenCount();
        _keptRead = 0;
    }

    public string ToSha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private void Begin(Tag tag)
    {
        _line.ResetWrittenCount();
        if (!_isFirst)
        {
            _line.Write("\n"u8);
        }

        _isFirst = false;
        _line.Write(_path.WrittenSpan);
        Write(_line, tag);
    }

    private void WriteCount(in DigestEntry entry, ReadOnlySpan<byte> word)
    {
        Begin(entry.Tag);
        _line.Write(word);
        Write(_line, entry.Number);
        _hash.AppendData(_line.WrittenSpan);
    }

    private void WriteValue(int length)
    {
        _line.Write(" "u8);
        Write(_line, length);
        _line.Write(" "u8);
        var kept = _kept.WrittenSpan.Slice(_keptRead, Math.Min(length, SHA256.HashSizeInBytes));
        _keptRead += kept.Length;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (length > SHA256.HashSizeInBytes)
        {
            kept.CopyTo(hash);
        }
        else
        {
            SHA256.HashData(kept, hash);
        }

        Convert.TryToHexStringLower(hash, _line.GetSpan(2 * SHA256.HashSizeInBytes), out var written);
        _line.Advance(written);
        _hash.AppendData(_line.WrittenSpan);
    }

    private void BeginItem()
    {
        var (outer, path, item) = _levels.Pop();
        _levels.Push((outer, path, item + 1));
        CutPath(path);
        _path.Write("["u8);
        Write(_path, item + 1);
        _path.Write("]."u8);
    }

    private void CutPath(int length)
    {
        var kept = _path.WrittenSpan[..length];
        _path.ResetWrittenCount();
        var target = _path.GetSpan(length);
        kept.CopyTo(target);
        _path.Advance(length);
    }

    private static void Write(ArrayBufferWriter<byte> output, Tag tag)
    {
        tag.Value.TryFormat(output.GetSpan(8), out var written, "X8", CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void Write(ArrayBufferWriter<byte> output, int number)
    {
        number.TryFormat(output.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
