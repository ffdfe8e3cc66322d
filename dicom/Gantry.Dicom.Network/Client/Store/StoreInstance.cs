using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>An instance that was opened, to be sent; disposing gives its memory or its file back.</summary>
/// <remarks>Short ones are held in memory, so that they go out with their command in one write. Of longer ones a part is, at a time.</remarks>
internal abstract class StoreInstance(StoreSource source, Uid sopClass, Uid sopInstance, TransferSyntax transferSyntax, long length) : IDisposable
{
    /// <summary>The longest instance, in bytes, that is held in memory as a whole.</summary>
    public const int LongestHeld = 1_048_576;

    public StoreSource Source => source;

    public Uid SopClass => sopClass;

    public Uid SopInstance => sopInstance;

    public TransferSyntax TransferSyntax => transferSyntax;

    /// <summary>The bytes of the data set; 0 where they are not known.</summary>
    public long Length => length;

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The bytes that are in memory.</summary>
    public abstract int HeldBytes { get; }

    /// <summary>True where it can be sent once more.</summary>
    public abstract bool IsRepeatable { get; }

    /// <summary>True where its bytes can be read only once.</summary>
    public virtual bool IsReadOnce => false;

    /// <summary>True where it can be sent in another syntax.</summary>
    public virtual bool CanConvert(TransferSyntax target) => DataSetTranscoder.CanConvert(TransferSyntax, target);

    /// <summary>The data set from its start, in its own syntax or in one it can be converted to.</summary>
    public abstract StoreContent Open(TransferSyntax target);

    public virtual void Dispose()
    {
    }

    /// <summary>A reader's content, converted where that is wanted.</summary>
    protected StoreContent Of(PipeReader reader, TransferSyntax target, long? knownLength)
    {
        if (target == TransferSyntax)
        {
            return new StoreContent(DataSetSource.Of(reader), reader);
        }

        var converted = DataSetTranscoder.Convert(reader, TransferSyntax, target, knownLength);
        return new StoreContent(DataSetSource.Of(converted), converted, reader);
    }
}
