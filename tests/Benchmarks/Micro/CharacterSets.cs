using BenchmarkDotNet.Attributes;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Micro;

/// <summary>A person name, decoded from and encoded in several character sets.</summary>
[MemoryDiagnoser]
public class CharacterSets
{
    private const string Name = "Yamada^Tarou=山田^太郎=やまだ^たろう";

    private SpecificCharacterSet _characterSet = SpecificCharacterSet.Default;
    private string _text = "";
    private byte[] _bytes = [];

    [Params("ISO_IR 100", "ISO_IR 192", "\\ISO 2022 IR 87", "GB18030")]
    public string Terms { get; set; } = "";

    [GlobalSetup]
    public void Make()
    {
        _characterSet = SpecificCharacterSet.Parse(Terms);
        _text = Terms == "ISO_IR 100" ? "Müller^Jörg" : Name;
        if (!_characterSet.TryEncode(_text, Vr.PN, out _bytes))
        {
            throw new BenchmarkException($"{Terms} does not hold the name.");
        }
    }

    [Benchmark]
    public string Decode() => _characterSet.Decode(_bytes, Vr.PN);

    [Benchmark]
    public bool Encode() => _characterSet.TryEncode(_text, Vr.PN, out _);
}
