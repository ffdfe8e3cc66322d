namespace Gantry.Dicom;

/// <summary>What a defined term of Specific Character Set means (PS3.3 §C.12.1.1.2).</summary>
/// <param name="G0">The set of bytes 21H to 7EH.</param>
/// <param name="G1">The set of bytes A0H to FFH.</param>
/// <param name="WholeCodePage">The code page of a repertoire that knows no G0 and G1: UTF-8, GB18030 and GBK; 0 for others.</param>
internal readonly record struct Repertoire(CodedSet G0, CodedSet G1, int WholeCodePage = 0)
{
    private const int Utf8CodePage = 65_001;

    /// <summary>ISO 646 alone.</summary>
    public static Repertoire Ascii => new(CodedSet.Ascii, CodedSet.None);

    /// <summary>The sets that a term of several lets be designated.</summary>
    public static IEnumerable<CodedSet> SetsOf(string term) => Normal(term) switch
    {
        "ISO2022IR87" => [CodedSet.Kanji],
        "ISO2022IR159" => [CodedSet.SupplementaryKanji],
        _ when TryGet(term, out var repertoire) => new[] { repertoire.G0, repertoire.G1 }.Where(set => set != CodedSet.None),
        _ => [],
    };

    /// <summary>Looks a term up. Case, spaces and punctuation do not count: <c>ISO-IR 100</c> and <c>iso_ir_100</c> occur.</summary>
    /// <returns>False for terms that the standard does not define.</returns>
    public static bool TryGet(string term, out Repertoire repertoire)
    {
        Repertoire? found = Normal(term) switch
        {
            "" or "ISOIR6" or "ISO2022IR6" => Ascii,
            "ISOIR100" or "ISO2022IR100" => Single(CodePages.Latin1),
            "ISOIR101" or "ISO2022IR101" => Single(28_592),
            "ISOIR109" or "ISO2022IR109" => Single(28_593),
            "ISOIR110" or "ISO2022IR110" => Single(28_594),
            "ISOIR144" or "ISO2022IR144" => Single(28_595),
            "ISOIR127" or "ISO2022IR127" => Single(28_596),
            "ISOIR126" or "ISO2022IR126" => Single(28_597),
            "ISOIR138" or "ISO2022IR138" => Single(28_598),
            "ISOIR148" or "ISO2022IR148" => Single(28_599),
            "ISOIR203" or "ISO2022IR203" => Single(28_605),
            "ISOIR166" or "ISO2022IR166" => Single(CodePages.Thai),
            "ISOIR13" or "ISO2022IR13" => new(CodedSet.Romaji, CodedSet.Katakana),
            "ISO2022IR87" or "ISO2022IR159" => Ascii,
            "ISO2022IR149" => new(CodedSet.Ascii, CodedSet.Korean),
            "ISO2022IR58" => new(CodedSet.Ascii, CodedSet.SimplifiedChinese),
            "ISOIR192" or "UTF8" => new(default, default, Utf8CodePage),
            "GB18030" => new(default, default, CodePages.Gb18030),
            "GBK" => new(default, default, CodePages.Gbk),
            _ => null,
        };
        repertoire = found ?? default;
        return found is not null;
    }

    /// <summary>True for UTF-8.</summary>
    public bool IsUtf8 => WholeCodePage == Utf8CodePage;

    private static string Normal(string term) => string.Concat(term.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static Repertoire Single(int codePage) => new(CodedSet.Ascii, CodedSet.Single(codePage));
}
