namespace Gantry.Dicom;

/// <summary>A value representation: its two letters (PS3.5 §6.2).</summary>
/// <param name="Code">The first letter in the upper, the second in the lower 8 bits; 0 means none.</param>
public readonly record struct Vr(ushort Code)
{
    /// <summary>Application Entity.</summary>
    public static Vr AE => new(Codes.AE);
    /// <summary>Age String.</summary>
    public static Vr AS => new(Codes.AS);
    /// <summary>Attribute Tag.</summary>
    public static Vr AT => new(Codes.AT);
    /// <summary>Code String.</summary>
    public static Vr CS => new(Codes.CS);
    /// <summary>Date.</summary>
    public static Vr DA => new(Codes.DA);
    /// <summary>Decimal String.</summary>
    public static Vr DS => new(Codes.DS);
    /// <summary>Date Time.</summary>
    public static Vr DT => new(Codes.DT);
    /// <summary>Floating Point Double.</summary>
    public static Vr FD => new(Codes.FD);
    /// <summary>Floating Point Single.</summary>
    public static Vr FL => new(Codes.FL);
    /// <summary>Integer String.</summary>
    public static Vr IS => new(Codes.IS);
    /// <summary>Long String.</summary>
    public static Vr LO => new(Codes.LO);
    /// <summary>Long Text.</summary>
    public static Vr LT => new(Codes.LT);
    /// <summary>Other Byte.</summary>
    public static Vr OB => new(Codes.OB);
    /// <summary>Other Double.</summary>
    public static Vr OD => new(Codes.OD);
    /// <summary>Other Float.</summary>
    public static Vr OF => new(Codes.OF);
    /// <summary>Other Long.</summary>
    public static Vr OL => new(Codes.OL);
    /// <summary>Other 64-bit Very Long.</summary>
    public static Vr OV => new(Codes.OV);
    /// <summary>Other Word.</summary>
    public static Vr OW => new(Codes.OW);
    /// <summary>Person Name.</summary>
    public static Vr PN => new(Codes.PN);
    /// <summary>Short String.</summary>
    public static Vr SH => new(Codes.SH);
    /// <summary>Signed Long.</summary>
    public static Vr SL => new(Codes.SL);
    /// <summary>Sequence of Items.</summary>
    public static Vr SQ => new(Codes.SQ);
    /// <summary>Signed Short.</summary>
    public static Vr SS => new(Codes.SS);
    /// <summary>Short Text.</summary>
    public static Vr ST => new(Codes.ST);
    /// <summary>Signed 64-bit Very Long.</summary>
    public static Vr SV => new(Codes.SV);
    /// <summary>Time.</summary>
    public static Vr TM => new(Codes.TM);
    /// <summary>Unlimited Characters.</summary>
    public static Vr UC => new(Codes.UC);
    /// <summary>Unique Identifier.</summary>
    public static Vr UI => new(Codes.UI);
    /// <summary>Unsigned Long.</summary>
    public static Vr UL => new(Codes.UL);
    /// <summary>Unknown.</summary>
    public static Vr UN => new(Codes.UN);
    /// <summary>Universal Resource Identifier or Locator.</summary>
    public static Vr UR => new(Codes.UR);
    /// <summary>Unsigned Short.</summary>
    public static Vr US => new(Codes.US);
    /// <summary>Unlimited Text.</summary>
    public static Vr UT => new(Codes.UT);
    /// <summary>Unsigned 64-bit Very Long.</summary>
    public static Vr UV => new(Codes.UV);

    /// <summary>True for the VRs that PS3.5 §6.2 defines.</summary>
    public bool IsKnown => Code is Codes.AE or Codes.AS or Codes.AT or Codes.CS or Codes.DA or Codes.DS or Codes.DT or Codes.FD or Codes.FL or Codes.IS or Codes.LO or Codes.LT or Codes.OB or Codes.OD
        or Codes.OF or Codes.OL or Codes.OV or Codes.OW or Codes.PN or Codes.SH or Codes.SL or Codes.SQ or Codes.SS or Codes.ST or Codes.SV or Codes.TM or Codes.UC or Codes.UI or Codes.UL or Codes.UN or Codes.UR
        or Codes.US or Codes.UT or Codes.UV;

    /// <summary>
    /// True where the explicit form has two reserved bytes and a 32-bit length (PS3.5 §7.1.2); also for every VR that is not known, as PS3.5 §6.2.2
    /// says of VRs to come.
    /// </summary>
    public bool IsLongForm => Code is not (Codes.AE or Codes.AS or Codes.AT or Codes.CS or Codes.DA or Codes.DS or Codes.DT or Codes.FD or Codes.FL or Codes.IS or Codes.LO or Codes.LT or Codes.PN
        or Codes.SH or Codes.SL or Codes.SS or Codes.ST or Codes.TM or Codes.UI or Codes.UL or Codes.US);

    /// <summary>True where the value is characters.</summary>
    public bool IsText => Code is Codes.AE or Codes.AS or Codes.CS or Codes.DA or Codes.DS or Codes.DT or Codes.IS or Codes.LO or Codes.LT or Codes.PN or Codes.SH or Codes.ST or Codes.TM or Codes.UC or Codes.UI
        or Codes.UR or Codes.UT;

    /// <summary>True where Specific Character Set (0008,0005) applies (PS3.5 §6.1.2.2).</summary>
    public bool UsesCharacterSet => Code is Codes.LO or Codes.LT or Codes.PN or Codes.SH or Codes.ST or Codes.UC or Codes.UT;

    /// <summary>True for text whose backslash is data, so that there is one value always (PS3.5 §6.4).</summary>
    public bool IsSingleText => Code is Codes.LT or Codes.ST or Codes.UR or Codes.UT;

    /// <summary>The bytes of one binary value, which are swapped in big endian: 1, 2, 4 or 8; AT counts as 2 (two numbers).</summary>
    public int UnitBytes => Code switch
    {
        Codes.AT or Codes.OW or Codes.SS or Codes.US => 2,
        Codes.FL or Codes.OF or Codes.OL or Codes.SL or Codes.UL => 4,
        Codes.FD or Codes.OD or Codes.OV or Codes.SV or Codes.UV => 8,
        _ => 1,
    };

    /// <summary>The byte that makes a value even: a space for text, NUL for UI and binary (PS3.5 §6.2).</summary>
    public byte PaddingByte => IsText && this != UI ? (byte)0x20 : (byte)0x00;

    /// <summary>The VR of two upper-case letters.</summary>
    /// <returns>False where the bytes are not two upper-case letters; a known VR is not required.</returns>
    public static bool TryRead(byte first, byte second, out Vr vr)
    {
        vr = new Vr((ushort)((first << 8) | second));
        return first is >= (byte)'A' and <= (byte)'Z' && second is >= (byte)'A' and <= (byte)'Z';
    }

    /// <summary>The VR of two upper-case letters.</summary>
    /// <exception cref="FormatException">The text is not two upper-case letters.</exception>
    public static Vr Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 2 && TryRead((byte)text[0], (byte)text[1], out var vr)
            ? vr
            : throw new FormatException($"'{text}' is not a value representation.");
    }

    /// <summary>The two letters; empty where there is none.</summary>
    public override string ToString() => Code == 0 ? "" : string.Create(2, Code, static (span, code) =>
    {
        span[0] = (char)(code >> 8);
        span[1] = (char)(code & 0xFF);
    });

    // The letters as numbers: constants, so that the patterns above are jumps.
    private static class Codes
    {
        public const ushort AE = 0x4145;
        public const ushort AS = 0x4153;
        public const ushort AT = 0x4154;
        public const ushort CS = 0x4353;
        public const ushort DA = 0x4441;
        public const ushort DS = 0x4453;
        public const ushort DT = 0x4454;
        public const ushort FD = 0x4644;
        public const ushort FL = 0x464C;
        public const ushort IS = 0x4953;
        public const ushort LO = 0x4C4F;
        public const ushort LT = 0x4C54;
        public const ushort OB = 0x4F42;
        public const ushort OD = 0x4F44;
        public const ushort OF = 0x4F46;
        public const ushort OL = 0x4F4C;
        public const ushort OV = 0x4F56;
        public const ushort OW = 0x4F57;
        public const ushort PN = 0x504E;
        public const ushort SH = 0x5348;
        public const ushort SL = 0x534C;
        public const ushort SQ = 0x5351;
        public const ushort SS = 0x5353;
        public const ushort ST = 0x5354;
        public const ushort SV = 0x5356;
        public const ushort TM = 0x544D;
        public const ushort UC = 0x5543;
        public const ushort UI = 0x5549;
        public const ushort UL = 0x554C;
        public const ushort UN = 0x554E;
        public const ushort UR = 0x5552;
        public const ushort US = 0x5553;
        public const ushort UT = 0x5554;
        public const ushort UV = 0x5556;
    }
}
