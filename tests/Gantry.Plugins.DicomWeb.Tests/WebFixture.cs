using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.DicomWeb.Tests;

/// <summary>The handlers over a catalog and a store in memory: two studies, three series, six instances with 2 x 2 pixels.</summary>
internal sealed class WebFixture : IDisposable
{
    public const string Url = "http://pacs.example:8042/dicom-web";

    private readonly TestPluginContext _context = new("gantry.dicomweb") { HostAETitle = "ARCHIVE" };
    private readonly SpoolFolder _spools;

    private WebFixture()
    {
        _spools = new SpoolFolder(_context, Settings);
        Cache = new PixelCache(Settings);
        MetadataKept = new MetadataCache(Settings);
        ThumbnailsKept = new Thumbnails(_context, Settings, TimeProvider.System);
        _spools.Prepare();
    }

    public PixelCache Cache { get; }

    public MetadataCache MetadataKept { get; }

    public Thumbnails ThumbnailsKept { get; }

    /// <summary>The files that instances lie in for a while.</summary>
    public int SpooledFiles => Directory.EnumerateFiles(Path.Combine(_context.DataFolder, "spool")).Count();

    public InMemoryCatalog Catalog { get; } = new();

    public InMemoryInstanceStore Store { get; } = new();

    public FixedScopePolicy Scopes { get; } = new();

    public TestPluginSettings<DicomWebSettings> Settings { get; } = new(new DicomWebSettings());

    public SearchHandler Search => new(Catalog, Scopes, _context, Settings, NullLoggerFactory.Instance);

    public MetadataHandler Metadata => new(Selected, new MetadataWriter(new MetadataReader(Store)), MetadataKept, Settings, NullLoggerFactory.Instance);

    public InstancesHandler Instances => new(Selected, new InstanceTransfer(Store, PixelCodecs.BuiltIn, _spools), Settings, NullLoggerFactory.Instance);

    public FramesHandler Frames => new(Selected, Source, Settings, NullLoggerFactory.Instance);

    public BulkDataHandler BulkData => new(Selected, Store, _spools, Settings);

    public RenderedHandler Rendered => new(Selected, new InstanceRenderer(Source), Settings, NullLoggerFactory.Instance);

    public ThumbnailHandler Thumbnails => new(Selected, Source, ThumbnailsKept, NullLoggerFactory.Instance);

    public UriHandler Uri => new(Selected, new InstanceTransfer(Store, PixelCodecs.BuiltIn, _spools), new InstanceRenderer(Source), NullLoggerFactory.Instance);

    public CapabilitiesHandler Capabilities => new(Settings);

    private SelectedInstances Selected => new(Catalog, Scopes);

    private PixelSource Source => new(Store, PixelCodecs.BuiltIn, _spools, Cache);

    public static async Task<WebFixture> MakeAsync()
    {
        var fixture = new WebFixture();
        foreach (var (study, series, modality) in new[] { ("2.25.10", "2.25.100", "CT"), ("2.25.10", "2.25.101", "MR"), ("2.25.20", "2.25.200", "CT") })
        {
            await fixture.AddAsync(study, series, 1, modality);
            await fixture.AddAsync(study, series, 2, modality);
        }

        return fixture;
    }

    /// <summary>A request, with the values that the host finds in its path.</summary>
    public static WebRequest Request(string path, string query = "", string accept = "", string knows = "") => new()
    {
        Method = "GET",
        BaseUrl = Url,
        Path = path,
        RouteValues = Values(path.Split('/')),
        Query = [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => new KeyValuePair<string, string>(pair[0], System.Uri.UnescapeDataString(pair[1])))],
        Headers = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("Accept", accept).Add("If-None-Match", knows),
        Body = PipeReader.Create(ReadOnlySequence<byte>.Empty),
        Caller = new CatalogCaller(default, new VerifiedUser("reader", UserIdentityType.UserName)),
        CorrelationId = "W1",
    };

    /// <summary>The body of a response.</summary>
    public static async Task<byte[]> BodyAsync(WebResponse response)
    {
        var bytes = new MemoryStream();
        var output = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        if (response.Body is { } body)
        {
            await body(output, TestContext.Current.CancellationToken);
        }

        await output.CompleteAsync();
        return bytes.ToArray();
    }

    public static async Task<JsonElement[]> JsonAsync(WebResponse response)
    {
        Assert.Equal(200, response.Status);
        using var document = JsonDocument.Parse(await BodyAsync(response));
        return [.. document.RootElement.EnumerateArray().Select(element => element.Clone())];
    }

    /// <summary>The first value of an attribute, as text.</summary>
    public static string? Value(JsonElement dataSet, string tag) => dataSet.TryGetProperty(tag, out var element) && element.TryGetProperty("Value", out var values) ? values[0].ToString() : null;

    public static string? Header(WebResponse response, string name) => response.Headers.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    public async Task AddAsync(string study, string series, int number, string modality, TransferSyntax? syntax = null, int side = 2, int frames = 1)
    {
        var stored = syntax ?? TransferSyntax.ExplicitVRLittleEndian;
        var attributes = new DicomDataSetBuilder()
            .Add(Tags.SpecificCharacterSet, "ISO_IR 192")
            .Add(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
            .Add(Tags.SOPInstanceUID, $"{series}.{number}")
            .Add(Tags.StudyDate, study == "2.25.10" ? "20240115" : "20231224")
            .Add(Tags.Modality, modality)
            .Add(Tags.PatientName, study == "2.25.10" ? "ANON^ONE" : "ANON^Zwölf")
            .Add(Tags.PatientID, study == "2.25.10" ? "P1" : "P2")
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.SeriesInstanceUID, series)
            .Add(Tags.InstanceNumber, number)
            .Add(Tags.SamplesPerPixel, 1)
            .Add(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Add(Tags.NumberOfFrames, frames)
            .Add(Tags.Rows, side)
            .Add(Tags.Columns, side)
            .Add(Tags.BitsAllocated, 8)
            .Add(Tags.BitsStored, 8)
            .Add(Tags.HighBit, 7)
            .Add(Tags.PixelRepresentation, 0)
            .Build();
        var whole = attributes.ToBuilder().Add(Tags.PixelData, PixelsOf(number, side, frames), Vr.OB).Build();
        var place = Store.Add(
            new InstanceDescription { SopClass = new Uid("1.2.840.10008.5.1.4.1.1.7"), SopInstance = new Uid($"{series}.{number}"), TransferSyntax = stored }, DataSetWriter.ToArray(whole, stored));
        await Catalog.AddAsync(
            [new CatalogEntry { Attributes = attributes, TransferSyntax = stored, Stored = place, ReceivedAt = DateTimeOffset.UnixEpoch }], CancellationToken.None);
    }

    /// <summary>Adds an instance as a report is: without pixels.</summary>
    public async Task AddWithoutImageAsync(string study, string series, int number)
    {
        var attributes = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.BasicTextSRStorage)
            .Add(Tags.SOPInstanceUID, $"{series}.{number}")
            .Add(Tags.Modality, "SR")
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.SeriesInstanceUID, series)
            .Add(Tags.InstanceNumber, number)
            .Build();
        var place = Store.Add(
            new InstanceDescription { SopClass = Uids.BasicTextSRStorage, SopInstance = new Uid($"{series}.{number}"), TransferSyntax = TransferSyntax.ExplicitVRLittleEndian },
            DataSetWriter.ToArray(attributes, TransferSyntax.ExplicitVRLittleEndian));
        await Catalog.AddAsync(
            [new CatalogEntry { Attributes = attributes, TransferSyntax = TransferSyntax.ExplicitVRLittleEndian, Stored = place, ReceivedAt = DateTimeOffset.UnixEpoch }], CancellationToken.None);
    }

    // Each frame ends with its number, but for the small one, which ends with that of the instance.
    private static byte[] PixelsOf(int number, int side, int frames)
    {
        if (side == 2 && frames == 1)
        {
            return [0, 85, 170, (byte)number];
        }

        var pixels = new byte[side * side * frames];
        for (var frame = 1; frame <= frames; frame++)
        {
            pixels[(side * side * frame) - 1] = (byte)frame;
        }

        return pixels;
    }

    public void Dispose()
    {
        Cache.Dispose();
        _spools.Dispose();
        _context.Dispose();
    }

    private static ImmutableDictionary<string, string> Values(string[] path)
    {
        var values = ImmutableDictionary<string, string>.Empty;
        foreach (var (plural, name) in new[] { ("studies", "study"), ("series", "series"), ("instances", "instance"), ("frames", "frames") })
        {
            var at = Array.IndexOf(path, plural);
            values = at >= 0 && at + 1 < path.Length && at % 2 == 0 && path[at + 1] is not ("metadata" or "rendered" or "thumbnail") ? values.SetItem(name, path[at + 1]) : values;
        }

        return values;
    }
}
