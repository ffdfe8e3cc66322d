namespace Gantry.Dicom.Imaging;

/// <summary>
/// The factors of the discrete cosine transform of Loeffler, Ligtenberg and Moschytz, √2 times larger than those of the paper, with 13 bits behind the point. With c(n) = √2·cos(nπ/16), each
/// rotation is written with three products: one of a sum of both inputs, and one of each of them.
/// </summary>
internal static class Cosines
{
    /// <summary>The bits behind the point.</summary>
    public const int Bits = 13;

    /// <summary>c(6).</summary>
    public const int Even = 4_433;

    /// <summary>c(2) - c(6).</summary>
    public const int EvenOfSecond = 6_270;

    /// <summary>c(2) + c(6).</summary>
    public const int EvenOfSixth = 15_137;

    /// <summary>c(3).</summary>
    public const int Odd = 9_633;

    /// <summary>c(3) - c(7).</summary>
    public const int OddOuter = 7_373;

    /// <summary>c(1) + c(3).</summary>
    public const int OddInner = 20_995;

    /// <summary>c(3) + c(5).</summary>
    public const int OddOfThirds = 16_069;

    /// <summary>c(3) - c(5).</summary>
    public const int OddOfFirsts = 3_196;

    /// <summary>c(1) + c(3) - c(5) - c(7).</summary>
    public const int OddOfFirst = 12_299;

    /// <summary>c(1) + c(3) + c(5) - c(7).</summary>
    public const int OddOfThird = 25_172;

    /// <summary>c(1) + c(3) - c(5) + c(7).</summary>
    public const int OddOfFifth = 16_819;

    /// <summary>-c(1) + c(3) + c(5) - c(7).</summary>
    public const int OddOfSeventh = 2_446;
}
