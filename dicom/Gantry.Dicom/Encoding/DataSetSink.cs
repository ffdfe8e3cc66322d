using System.Buffers;

namespace Gantry.Dicom;

/// <summary>What a <see cref="DataSetScanner"/> tells of the elements it meets, in their order.</summary>
internal abstract class DataSetSink
{
    /// <summary>An element with a value field.</summary>
    public abstract void Value(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian);

    /// <summary>A value begins that is longer than <see cref="DataSetReaderOptions.MaximumValueBytes"/>.</summary>
    /// <returns>True to have its bytes as they come; false to have it skipped, and reported as such.</returns>
    public virtual bool BeginLongValue(Tag tag, Vr vr, uint length, bool isBigEndian) => false;

    /// <summary>Bytes of the long value, in pieces of any size.</summary>
    public virtual void LongValue(in ReadOnlySequence<byte> bytes)
    {
    }

    /// <summary>The long value ends.</summary>
    public virtual void EndLongValue()
    {
    }

    /// <summary>A sequence begins.</summary>
    public abstract void BeginSequence(Tag tag, bool isUndefinedLength);

    /// <summary>An item begins.</summary>
    public abstract void BeginItem(bool isUndefinedLength);

    /// <summary>The item ends.</summary>
    public abstract void EndItem();

    /// <summary>The sequence ends.</summary>
    public abstract void EndSequence();

    /// <summary>Encapsulated pixel data begins.</summary>
    public abstract void BeginFragments(Tag tag, Vr vr);

    /// <summary>An item of encapsulated pixel data: the Basic Offset Table first, then the fragments.</summary>
    public abstract void Fragment(ReadOnlyMemory<byte> value);

    /// <summary>The encapsulated pixel data ends.</summary>
    /// <param name="isSkipped">True where some fragment was too long to be kept.</param>
    public abstract void EndFragments(bool isSkipped);

    /// <summary>The VR of an implicit element that the dictionary leaves to other elements (PS3.5 Annex A).</summary>
    public abstract Vr Resolve(Tag tag, VrChoice choice);
}
