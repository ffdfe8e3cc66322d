using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>A DICOM file in a ZIP archive.</summary>
internal sealed class ZipStoreSource(string archive, ZipEntry entry) : StoreSource($"{archive}!{entry.Name}")
{
    // An archive may be made so that a few bytes of it are many of its entries', each of which inflates to a thousand times as much.
    private const long MostInflation = 200;
    private const long AlwaysAllowed = 1L << 30;

    /// <summary>The files of an archive but DICOMDIRs.</summary>
    /// <exception cref="IOException">It cannot be read, or is no archive.</exception>
    public static IEnumerable<StoreSource> Of(string archive)
    {
        var left = checked((new FileInfo(archive).Length * MostInflation) + AlwaysAllowed);
        foreach (var entry in ZipDirectory.Read(archive).Where(entry => !entry.IsFolder && !IsFileSetName(entry.FileName)))
        {
            left -= Math.Min(left, entry.Length);
            yield return left > 0
                ? new ZipStoreSource(archive, entry)
                : new MissingStoreSource($"{archive}!{entry.Name}", $"The archive would be more than {MostInflation} times as long without its compression.");
        }
    }

    internal override async ValueTask<StoreInstance> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = ZipEntryStream.Open(archive, entry);
        await using (stream.ConfigureAwait(false))
        {
            return entry.Length <= StoreInstance.LongestHeld
                ? Hold(stream)
                : new ZipInstance(this, await Part10Head.ReadAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }

    private HeldInstance Hold(ZipEntryStream stream)
    {
        var file = ArrayPool<byte>.Shared.Rent((int)entry.Length + 1); // one more tells that it has ended there
        try
        {
            var read = stream.ReadAtLeast(file, file.Length, throwOnEndOfStream: false);
            return new HeldInstance(this, Part10Head.Read(file.AsMemory(0, read)), file, read);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(file);
            throw;
        }
    }

    private sealed class ZipInstance(ZipStoreSource source, Part10Head head)
        : StoreInstance(source, head.SopClass, head.SopInstance, head.TransferSyntax, source.Entry.Length - head.DataSetOffset)
    {
        public override int HeldBytes => 0;

        public override bool IsRepeatable => true;

        public override StoreContent Open(TransferSyntax target)
        {
            var stream = ZipEntryStream.Open(source.Archive, source.Entry);
            try
            {
                Skip(stream, head.DataSetOffset);
                return Of(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 131_072, minimumReadSize: 65_536)), target, Length);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }

        private static void Skip(ZipEntryStream stream, long count)
        {
            Span<byte> skipped = stackalloc byte[1_024];
            for (; count > 0; count -= Math.Min(count, skipped.Length))
            {
                stream.ReadExactly(skipped[..(int)Math.Min(count, skipped.Length)]);
            }
        }
    }

    private string Archive => archive;

    private ZipEntry Entry => entry;
}
