using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Decodes the frames of an instance, some at a time, and gives what was made of them on in their order.</summary>
internal static class FrameConversion
{
    /// <summary>The description that all frames have once they are decoded.</summary>
    /// <exception cref="PixelDataException">They are damaged.</exception>
    public static PixelDescription Describe(PixelData pixels, PixelCodecs codecs) => pixels.Decode(1, codecs).Description;

    /// <summary>Does the work of each frame.</summary>
    /// <param name="pixels">The frames.</param>
    /// <param name="options">Who decodes, and how many at a time.</param>
    /// <param name="make">What is made of a decoded frame; at the same time of several.</param>
    /// <param name="take">Takes it, in the order of frames.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    public static void Run(
        PixelData pixels, PixelConversionOptions options, Action<DecodedFrame, ArrayBufferWriter<byte>> make, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        var frames = pixels.Description.NumberOfFrames;
        var made = Enumerable.Range(0, Math.Min(options.ParallelFrames, frames)).Select(_ => new ArrayBufferWriter<byte>()).ToArray();
        for (var first = 1; first <= frames; first += made.Length)
        {
            var count = Math.Min(made.Length, frames - first + 1);
            var start = first;
            try
            {
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = made.Length, CancellationToken = cancellationToken }, index =>
                {
                    made[index].ResetWrittenCount();
                    make(pixels.Decode(start + index, options.Codecs), made[index]);
                });
            }
            catch (AggregateException several) when (several.Flatten().InnerExceptions is [var one, ..])
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(one);
            }

            for (var index = 0; index < count; index++)
            {
                take(made[index].WrittenMemory);
            }
        }
    }
}
