using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

[Properties(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 100)]
public class TranscodingProperties
{
    private static readonly DataSetWriterOptions Undefined = new() { UsesUndefinedLengths = true };

    [Property]
    public async Task A_conversion_writes_what_the_writer_writes_of_the_data_set_read(DicomDataSet dataSet, bool isUndefined, byte size)
    {
        var native = Transcoding.WithoutFragments(dataSet);
        foreach (var from in Transcoding.NativeSyntaxes)
        {
            var bytes = DataSetWriter.ToArray(native, from, isUndefined ? Undefined : null);
            var read = DataSetReader.Read(bytes, from);
            foreach (var to in Transcoding.NativeSyntaxes)
            {
                var converted = await Transcoding.ConvertAsync(bytes, from, to, (size % 37) + 1);
                if (to.IsDeflated)
                {
                    Assert.Equal(0, converted.Length % 2);
                    Assert.Equal(DataSetDigest.Of(native), DataSetDigest.Of(DataSetReader.Read(converted, to)));
                }
                else
                {
                    Assert.Equal(DataSetWriter.ToArray(read, to, Undefined), converted);
                }
            }
        }
    }

    [Property]
    public async Task There_and_back_no_value_has_changed(DicomDataSet dataSet)
    {
        var native = Transcoding.WithoutFragments(dataSet);
        foreach (var from in Transcoding.NativeSyntaxes)
        {
            foreach (var to in Transcoding.NativeSyntaxes)
            {
                var there = await Transcoding.ConvertAsync(DataSetWriter.ToArray(native, from), from, to);
                var back = await Transcoding.ConvertAsync(there, to, TransferSyntax.ExplicitVRLittleEndian);
                Assert.Equal(DataSetDigest.Of(native), DataSetDigest.Of(DataSetReader.Read(back, TransferSyntax.ExplicitVRLittleEndian)));
            }
        }
    }
}
