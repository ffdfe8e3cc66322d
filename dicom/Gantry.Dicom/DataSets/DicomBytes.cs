namespace Gantry.Dicom;

/// <summary>An element whose value is the bytes of its value field, padding included, in the byte order they were read in.</summary>
public sealed class DicomBytes : DicomElement
{
    /// <summary>An element of its value field.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">Any VR but SQ.</param>
    /// <param name="value">The value field; not copied, so it must not change afterwards.</param>
    /// <param name="isBigEndian">True where binary values are in big endian order.</param>
    public DicomBytes(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian = false) : base(tag, vr, isBigEndian) => Value = value;

    /// <summary>The value field, padding included.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>True where binary values are in big endian order (PS3.5 §7.3).</summary>
    public bool IsBigEndian => HasOtherForm;

    /// <inheritdoc/>
    public override bool IsEmpty => Value.IsEmpty;

    private protected override DicomElement WithOtherTag(Tag tag) => new DicomBytes(tag, Vr, Value, IsBigEndian);
}
