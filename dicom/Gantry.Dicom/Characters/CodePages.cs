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

    /// <summary>The encoding; what it cannot decode becomes U+FFFD, what it cannot encode is an <see cref="EncoderFallbackException"/>.</summary>
    public static Encoding Get(int codePage) => Known.GetOrAdd(codePage, static number =>
        number == Latin1
            ? Encoding.GetEncoding(number, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"))
            : CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"))
                ?? throw new NotSupportedException($"The framework has no code page {number}."));
}
