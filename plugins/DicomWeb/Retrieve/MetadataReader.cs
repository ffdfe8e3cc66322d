using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Reads of stored instances what metadata have: all but the pixel data and values that are very long.</summary>
[Export]
[method: ImportingConstructor]
public sealed class MetadataReader(IInstanceStore store)
{
    /// <summary>The longest value that is read, in bytes, and the most bytes of all of them.</summary>
    internal const long LongestValue = 1L << 20, MostBytes = 256L << 20;

    // In place of a value that is elsewhere; as long as one value of any VR.
    private static readonly byte[] Placeholder = new byte[8];

    /// <summary>Reads one.</summary>
    /// <returns>The data set, and the attributes that it has in name only.</returns>
    /// <exception cref="IOException">It is not in the store, cannot be read, or is damaged.</exception>
    internal async ValueTask<(DicomDataSet DataSet, HashSet<Tag> LeftOut)> ReadAsync(CatalogInstance instance, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            try
            {
                // What follows the pixel data (signatures, padding) is left out: to get there, all of them would have to be read.
                var options = new DataSetReaderOptions { StopBefore = Tags.FloatPixelData, MaximumValueBytes = LongestValue, MaximumBytes = MostBytes };
                var reading = await DataSetReader.ReadAsync(content.DataSet, content.TransferSyntax, options, cancellationToken).ConfigureAwait(false);
                return Complete(reading, content.TransferSyntax);
            }
            catch (DicomEncodingException damage)
            {
                throw new IOException($"Instance {instance.SopInstance}: {damage.Message}", damage);
            }
        }
    }

    private static (DicomDataSet DataSet, HashSet<Tag> LeftOut) Complete(DataSetReading reading, TransferSyntax transferSyntax)
    {
        var (dataSet, leftOut) = (reading.DataSet.ToBuilder(), new HashSet<Tag>());
        foreach (var skipped in reading.Skipped.Where(skipped => skipped.Depth == 0))
        {
            dataSet.Set(skipped.Tag, Placeholder, skipped.Vr);
            leftOut.Add(skipped.Tag);
        }

        if (reading.StoppedAt is { } pixels && (pixels == Tags.PixelData || pixels == Tags.FloatPixelData || pixels == Tags.DoubleFloatPixelData))
        {
            var vr = pixels == Tags.FloatPixelData ? Vr.OF : pixels == Tags.DoubleFloatPixelData ? Vr.OD
                : transferSyntax.IsEncapsulated || reading.DataSet.GetInt32(Tags.BitsAllocated) <= 8 ? Vr.OB : Vr.OW;
            dataSet.Set(pixels, Placeholder, vr);
            leftOut.Add(pixels);
        }

        return (dataSet.Build(), leftOut);
    }
}
