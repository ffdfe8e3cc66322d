namespace Gantry.Dicom;

/// <summary>A data element (PS3.5 §7.1): bytes, a sequence of items, or the fragments of encapsulated pixel data.</summary>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public abstract class DicomElement
{
    private protected DicomElement(Tag tag, Vr vr, bool hasOtherForm)
    {
        Tag = tag;
        Vr = vr;
        HasOtherForm = hasOtherForm;
    }

    /// <summary>The tag.</summary>
    public Tag Tag { get; }

    /// <summary>The value representation, as read, or of the dictionary where the transfer syntax is implicit.</summary>
    public Vr Vr { get; }

    /// <summary>True where there is no value: zero bytes, no items, no fragments.</summary>
    public abstract bool IsEmpty { get; }

    // Of bytes: big endian. Of a sequence: ended by a delimiter. Here it costs no memory, beside the VR.
    private protected bool HasOtherForm { get; }

    /// <summary>The same value under another tag, e.g. that of another private block.</summary>
    internal DicomElement WithTag(Tag tag) => tag == Tag ? this : WithOtherTag(tag);

    private protected abstract DicomElement WithOtherTag(Tag tag);
}
