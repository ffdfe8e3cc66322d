using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Dicom.Tests;

/// <summary>The canonical digest of a data set as the corpus defines it, of the events of the scanner or of a data set.</summary>
internal sealed class CanonicalDigest : DataSetSink
{
    private readonly List<string> _lines = [];
    private readonly Stack<(string Path, int Line, int Items)> _sequences = [];
    private string _prefix = "";
    private int _fragmentsLine;
    private int _fragments;

    public int ElementCount { get; private set; }

    public string Sha256 => Hash(Encoding.UTF8.GetBytes(string.Join('\n', _lines)));

    public IReadOnlyList<string> Lines => _lines;

    public static CanonicalDigest Of(DicomDataSet dataSet)
    {
        var digest = new CanonicalDigest();
        digest.Add(dataSet);
        return digest;
    }

    public override void Value(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian)
    {
        if (tag.Element != 0 && (tag.Group != 2 || _prefix.Length > 0))
        {
            ElementCount++;
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_prefix}{tag:X} {value.Length} {Hash(value.Span)}"));
        }
    }

    public override void BeginSequence(Tag tag)
    {
        ElementCount++;
        _sequences.Push(($"{_prefix}{tag:X}", _lines.Count, 0));
        _lines.Add("");
    }

    public override void BeginItem()
    {
        var (path, line, items) = _sequences.Pop();
        _prefix = string.Create(CultureInfo.InvariantCulture, $"{path}[{items}].");
        _sequences.Push((path, line, items + 1));
    }

    public override void EndItem()
    {
    }

    public override void EndSequence()
    {
        var (path, line, items) = _sequences.Pop();
        _lines[line] = string.Create(CultureInfo.InvariantCulture, $"{path} SQ {items}");
        _prefix = path[..(path.LastIndexOf('.') + 1)];
    }

    public override void BeginFragments(Tag tag, Vr vr)
    {
        ElementCount++;
        _fragmentsLine = _lines.Count;
        _fragments = 0;
        _lines.Add($"{_prefix}{tag:X}");
    }

    public override void Fragment(ReadOnlyMemory<byte> value) =>
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_lines[_fragmentsLine]}#{_fragments++} {value.Length} {Hash(value.Span)}"));

    public override void EndFragments(bool isSkipped) => _lines[_fragmentsLine] += string.Create(CultureInfo.InvariantCulture, $" ENC {_fragments}");

    public override Vr Resolve(Tag tag, VrChoice choice) => Vr.UN;

    private void Add(DicomDataSet dataSet)
    {
        foreach (var element in dataSet)
        {
            switch (element)
            {
                case DicomSequence sequence:
                    BeginSequence(sequence.Tag);
                    foreach (var item in sequence.Items)
                    {
                        BeginItem();
                        Add(item);
                        EndItem();
                    }

                    EndSequence();
                    break;
                case DicomFragments fragments:
                    BeginFragments(fragments.Tag, fragments.Vr);
                    Fragment(fragments.OffsetTable);
                    foreach (var fragment in fragments.Fragments)
                    {
                        Fragment(fragment);
                    }

                    EndFragments(false);
                    break;
                case DicomBytes bytes:
                    Value(bytes.Tag, bytes.Vr, bytes.Value, bytes.IsBigEndian);
                    break;
            }
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
