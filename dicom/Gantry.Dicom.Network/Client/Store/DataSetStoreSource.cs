namespace Gantry.Dicom.Network;

/// <summary>A data set in memory.</summary>
internal sealed class DataSetStoreSource(DicomDataSet dataSet, TransferSyntax transferSyntax)
    : StoreSource(dataSet.TryGetUid(Tags.SOPInstanceUID, out var uid) ? uid.Value : "data set")
{
    internal override ValueTask<StoreInstance> OpenAsync(CancellationToken cancellationToken) =>
        dataSet.TryGetUid(Tags.SOPClassUID, out var sopClass) && dataSet.TryGetUid(Tags.SOPInstanceUID, out var sopInstance)
            ? new(new Instance(this, sopClass, sopInstance, transferSyntax, dataSet))
            : throw new DicomEncodingException("The data set has no SOP Class UID or no SOP Instance UID.");

    private sealed class Instance(StoreSource source, Uid sopClass, Uid sopInstance, TransferSyntax transferSyntax, DicomDataSet dataSet)
        : StoreInstance(source, sopClass, sopInstance, transferSyntax, 0)
    {
        public override int HeldBytes => 0;

        public override bool IsRepeatable => true;

        // In whatever syntax its context has.
        public override StoreContent Open(TransferSyntax target) => new(DataSetSource.Of(dataSet));
    }
}
