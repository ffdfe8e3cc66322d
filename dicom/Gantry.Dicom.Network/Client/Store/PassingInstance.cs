using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>A long instance of a stream that cannot seek: sent once.</summary>
/// <param name="source">Where it came from.</param>
/// <param name="head">What its start says.</param>
/// <param name="reader">Stands at the start of the data set; completed when the instance is disposed, which leaves the stream open.</param>
internal sealed class PassingInstance(StoreSource source, Part10Head head, PipeReader reader)
    : StoreInstance(source, head.SopClass, head.SopInstance, head.TransferSyntax, 0)
{
    private bool _isOpened;

    public override int HeldBytes => 0;

    public override bool IsRepeatable => !_isOpened;

    public override bool IsReadOnce => true;

    public override StoreContent Open(TransferSyntax target)
    {
        _isOpened = true;
        if (target == TransferSyntax)
        {
            return new StoreContent(DataSetSource.Of(reader));
        }

        var converted = DataSetTranscoder.Convert(reader, TransferSyntax, target);
        return new StoreContent(DataSetSource.Of(converted), converted);
    }

    public override void Dispose()
    {
        reader.Complete();
        base.Dispose();
    }
}
