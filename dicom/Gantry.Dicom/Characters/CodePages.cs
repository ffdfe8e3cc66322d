using System.Collections.Concurrent;
using System.Text;

namespace Gantry.Dicom;

/// <summary>The code pages of the framework, without registering them for the whole process.</summary>
internal static class CodePages
{
    public const int Latin1 = 28_591;
    public const int Thai = 874;
    public const int Japanese = 20_932;
    public const int Korean = 949;
    public const int Gb2312 = 936;
    public const int Gbk = 936;
    public const int Gb18030 = 54_936;

    private static readonly ConcurrentDictionary<int, Encoding> Known = [];

    private static readonly ConcurrentDictionary<int, Encoding> Silent = [];

    /// <summary>The encoding; what it cannot decode becomes U+FFFD, what it cannot encode is an <see cref="EncoderFallbackException"/>.</summary>
    public static Encoding Get(int codePage) => Known.GetOrAdd(codePage, static number => Make(number, EncoderFallback.ExceptionFallback));

    /// <summary>The encoding; what it cannot encode becomes no bytes.</summary>
    public static Encoding GetSilent(int codePage) => Silent.GetOrAdd(codePage, static number => Make(number, new EncoderReplacementFallback("")));

    private static Encoding Make(int codePage, EncoderFallback fallback) =>
        (codePage == Latin1
            ? Encoding.GetEncoding(codePage, fallback, new DecoderReplacementFallback("\uFFFD"))
            : CodePagesEncodingProvider.Instance.GetEncoding(codePage, fallback, new DecoderReplacementFallback("\uFFFD")))
        ?? throw new NotSupportedException($"The framework has no code page {codePage}.");
}
