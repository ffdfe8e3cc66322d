using System.Globalization;
using System.IO.Compression;
using System.Text;
using Gantry.Dicom;

namespace Gantry.Plugins.Export;

/// <summary>A file-set that is written into a ZIP as it grows: the instances, and at the end the DICOMDIR of those that have directory records.</summary>
/// <remarks>Of an instance the keys of its record stay in memory, nothing else. One caller at a time.</remarks>
internal sealed class ZipFileSet(ZipArchive archive)
{
    /// <summary>The folder of what no directory record is for.</summary>
    public const string Others = "OTHER";

    /// <summary>The file with what a person should look at before a de-identified export is given away.</summary>
    public const string Notes = "WARNINGS.TXT";

    private const int MaximumNotes = 10_000;
    private readonly FileSetBuilder _directory = new(new FileSetDirectory { Uid = Uid.New(), Id = "EXPORT" });
    private readonly StringBuilder _notes = new();
    private int _others, _noted;

    /// <summary>Packs a Part 10 file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="attributes">Its attributes; long values are not needed.</param>
    /// <param name="transferSyntax">How it is encoded.</param>
    /// <param name="warnings">What a person should look at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AddAsync(string path, DicomDataSet attributes, TransferSyntax transferSyntax, IReadOnlyList<DeidentificationWarning> warnings, CancellationToken cancellationToken)
    {
        var name = NameOf(attributes, transferSyntax);
        foreach (var warning in warnings)
        {
            Note(name, warning);
        }

        // What is compressed already does not become smaller.
        var level = transferSyntax.IsEncapsulated || transferSyntax.IsDeflated ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            var entry = await archive.CreateEntry(name, level).OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (entry.ConfigureAwait(false))
            {
                await file.CopyToAsync(entry, 1 << 16, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Packs the directory, and the warnings.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(FileSetDirectory.FileName, _directory.Build().ToArray(), cancellationToken).ConfigureAwait(false);
        if (_noted > 0)
        {
            await WriteAsync(Notes, Encoding.UTF8.GetBytes(_notes.ToString()), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (entry.ConfigureAwait(false))
        {
            await entry.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        }
    }

    private string NameOf(DicomDataSet attributes, TransferSyntax transferSyntax)
    {
        try
        {
            return string.Join('/', _directory.Add(attributes, transferSyntax.Uid));
        }
        catch (FileSetException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Others}/OBJ{++_others:D5}"); // of a SOP class that a DICOMDIR has no record for: it comes without one
        }
    }

    private void Note(string name, DeidentificationWarning warning)
    {
        if (++_noted <= MaximumNotes)
        {
            _notes.Append(CultureInfo.InvariantCulture, $"{name}: {warning.Tag} {warning.Message}\r\n");
        }
        else if (_noted == MaximumNotes + 1)
        {
            _notes.Append("There are more.\r\n");
        }
    }
}
