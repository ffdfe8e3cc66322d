using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes bytes one after the other.</summary>
internal static class ByteOutput
{
    public static void Put(this IBufferWriter<byte> output, params ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
