using System.Buffers;
using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Writes the attributes of instances as an array of DICOM JSON, in their order: several are read and rendered at a time, unless one of them is long.</summary>
[Export]
[method: ImportingConstructor]
public sealed class MetadataWriter(MetadataReader reader)
{
    private const long Long = 4L << 20;
    private static readonly int Ahead = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>Writes them.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="url">The URL of the service.</param>
    /// <param name="output">Where to; flushed after each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InstanceUnreadableException">One of them is not in the store, cannot be read, or is damaged.</exception>
    internal async ValueTask WriteAsync(IReadOnlyList<CatalogInstance> instances, string url, PipeWriter output, CancellationToken cancellationToken)
    {
        var (waiting, next) = (new Queue<Task<ReadOnlyMemory<byte>>>(), 0);
        try
        {
            for (var written = 0; written < instances.Count; written++)
            {
                while (next < instances.Count && waiting.Count < Ahead && (waiting.Count == 0 || instances[next].Length <= Long))
                {
                    var instance = instances[next++];
                    waiting.Enqueue(Task.Run(() => RenderAsync(instance, url, cancellationToken), cancellationToken));
                }

                var json = await waiting.Dequeue().ConfigureAwait(false);
                output.Write(written == 0 ? "["u8 : ","u8);
                await output.WriteAsync(json, cancellationToken).ConfigureAwait(false);
            }

            output.Write("]"u8);
        }
        finally
        {
            foreach (var task in waiting)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // they read with what belongs to this request
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> RenderAsync(CatalogInstance instance, string url, CancellationToken cancellationToken)
    {
        try
        {
            var (dataSet, leftOut) = await reader.ReadAsync(instance, cancellationToken).ConfigureAwait(false);
            var urls = new BulkDataUrls($"{url}/studies/{dataSet.GetString(Tags.StudyInstanceUID)}/series/{dataSet.GetString(Tags.SeriesInstanceUID)}/instances/{instance.SopInstance}", leftOut);
            return DicomJsonWriter.ToArray(dataSet, urls.Options);
        }
        catch (IOException failure)
        {
            throw new InstanceUnreadableException(instance.SopInstance, failure);
        }
    }
}

/// <summary>An instance cannot be read.</summary>
/// <param name="instance">Which.</param>
/// <param name="cause">Why.</param>
internal sealed class InstanceUnreadableException(Uid instance, IOException cause) : IOException(cause.Message, cause)
{
    /// <summary>Which.</summary>
    public Uid Instance => instance;
}
