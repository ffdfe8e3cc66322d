using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Dicom.Tests;

/// <summary>Data sets of any shape: all VRs, empty values, private elements, nested sequences, encapsulated pixel data at times.</summary>
public static class DataSetGenerator
{
    private static readonly DicomDictionaryEntry[] Entries =
        [.. DicomDictionary.Entries.Where(entry => entry.Vrs.Length == 1 && entry.Tag.Group > 2 && entry.Tag.Group != 0xFFFE && !entry.Tag.IsGroupLength && entry.Tag != Tags.SpecificCharacterSet)];

    private static readonly Vr[] PrivateVrs = [Vr.OB, Vr.UN, Vr.LO, Vr.DS, Vr.US, Vr.FD, Vr.SV, Vr.UT];

    public static Arbitrary<DicomDataSet> DataSets() => OfDepth(3).ToArbitrary();

    private static Gen<DicomDataSet> OfDepth(int depth) =>
        from elements in Gen.ListOf(ElementOf(depth))
        from pixels in Gen.Frequency((4, Gen.Constant<DicomElement?>(null)), (1, Fragments()))
        select Build(elements, pixels);

    private static DicomDataSet Build(IEnumerable<DicomElement> elements, DicomElement? pixels)
    {
        var builder = new DicomDataSetBuilder();
        foreach (var element in elements)
        {
            builder.Set(element);
        }

        if (pixels is not null)
        {
            builder.Set(pixels);
        }

        return builder.Build();
    }

    private static Gen<DicomElement> ElementOf(int depth) => Gen.Frequency((8, Standard(depth)), (1, Private()));

    private static Gen<DicomElement> Standard(int depth) =>
        from entry in Gen.Elements(Entries)
        from element in entry.Vrs[0] == Vr.SQ ? Sequence(entry.Tag, depth) : Value(entry.Tag, entry.Vrs[0])
        select element;

    private static Gen<DicomElement> Private() =>
        from number in Gen.Choose(0x1000, 0x10FF)
        from vr in Gen.Elements(PrivateVrs)
        from element in Value(new Tag(0x0029, (ushort)number), vr)
        select element;

    private static Gen<DicomElement> Sequence(Tag tag, int depth) =>
        from items in depth == 0 ? Gen.Constant(new List<DicomDataSet>()) : Gen.Resize(Gen.ListOf(OfDepth(depth - 1)), 3)
        select (DicomElement)new DicomSequence(tag, [.. items]);

    private static Gen<DicomElement> Value(Tag tag, Vr vr) =>
        from bytes in vr.IsText ? Text() : Binary(vr.UnitBytes * (vr == Vr.AT ? 2 : 1))
        select (DicomElement)new DicomBytes(tag, vr, bytes);

    private static Gen<byte[]> Text() =>
        from characters in Gen.ListOf(Gen.Elements("ABC123^=\\. *".ToCharArray()))
        select Encoding.ASCII.GetBytes(string.Concat(characters) + (characters.Count % 2 == 1 ? " " : ""));

    private static Gen<byte[]> Binary(int unit) =>
        from count in Gen.Choose(0, 5)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(number => (byte)number), unit == 1 ? count * 2 : count * unit)
        select bytes;

    private static Gen<DicomElement?> Fragments() =>
        from table in Binary(4)
        from fragments in Gen.Resize(Gen.ListOf(Binary(1)), 4)
        select (DicomElement?)new DicomFragments(Tags.PixelData, Vr.OB, table, [.. fragments.Select(fragment => (ReadOnlyMemory<byte>)fragment)]);
}
