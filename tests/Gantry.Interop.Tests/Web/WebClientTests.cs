using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Clients that others wrote for browsers: dicomweb-client stores, searches and retrieves; OHIF shows a study.</summary>
public sealed class WebClientTests(SharedGantry shared) : IClassFixture<SharedGantry>
{
    private const int Side = 64;

    private GantryProcess Gantry => shared.Gantry;

    [Fact]
    public async Task What_dicomweb_client_stores_it_finds_and_retrieves_with_the_same_bytes()
    {
        var study = Uid.New();
        Sample[] samples = [Image(study, null, 1, "WEBCLIENT"), Image(study, null, 2, "WEBCLIENT")];
        var one = new JsonObject { ["studyInstanceUID"] = study.Value, ["seriesInstanceUID"] = samples[0].Series.Value, ["sopInstanceUID"] = samples[0].Instance.Value };
        JsonObject One(params (string Name, JsonNode? Value)[] more)
        {
            var options = (JsonObject)one.DeepClone();
            foreach (var (name, value) in more)
            {
                options[name] = value;
            }

            return options;
        }

        var answers = await WebClients.CallAsync(
            Gantry,
            ("storeInstances", new JsonObject { ["datasets"] = new JsonArray([.. samples.Select(sample => JsonValue.Create(Convert.ToBase64String(sample.File())))]) }),
            ("searchForStudies", new JsonObject { ["queryParams"] = new JsonObject { ["PatientID"] = "WEBCLI*", ["includefield"] = "all", ["limit"] = 5 } }),
            ("searchForSeries", One(("sopInstanceUID", null))),
            ("searchForInstances", One(("sopInstanceUID", null))),
            ("retrieveStudyMetadata", One()),
            ("retrieveSeriesMetadata", One()),
            ("retrieveInstanceMetadata", One()),
            ("retrieveInstance", One()),
            ("retrieveSeries", One()),
            ("retrieveStudy", One()),
            ("retrieveInstanceFrames", One(("frameNumbers", new JsonArray(1)))),
            ("retrieveBulkData", new JsonObject { ["path"] = $"/dicom-web/studies/{study}/series/{samples[0].Series}/instances/{samples[0].Instance}/bulkdata/7FE00010" }),
            ("retrieveInstanceRendered", One(("mediaTypes", new JsonArray(new JsonObject { ["mediaType"] = "image/png" })))),
            ("retrieveInstanceFramesRendered", One(("frameNumbers", new JsonArray(1)), ("mediaTypes", new JsonArray(new JsonObject { ["mediaType"] = "image/jpeg" })))),
            ("retrieveInstanceThumbnail", One(("mediaTypes", new JsonArray(new JsonObject { ["mediaType"] = "image/jpeg" })))),
            ("searchForStudies", new JsonObject { ["queryParams"] = new JsonObject { ["PatientID"] = "NOBODY" } }),
            ("retrieveStudyMetadata", new JsonObject { ["studyInstanceUID"] = "2.25.404" }));

        var pixels = samples[0].DataSet[^(Side * Side * 2)..];
        Assert.Equal(study.Value, Text(Assert.Single(Value(answers[1]).EnumerateArray()), Tags.StudyInstanceUID));
        Assert.Equal(2, Value(answers[2]).GetArrayLength());
        Assert.Equal(samples[0].Instance.Value, Text(Assert.Single(Value(answers[3]).EnumerateArray()), Tags.SOPInstanceUID));
        Assert.Equal(2, Value(answers[4]).GetArrayLength());
        Assert.Equal(1, Value(answers[5]).GetArrayLength());
        Assert.EndsWith("/bulkdata/7FE00010", Value(answers[6])[0].GetProperty("7FE00010").GetProperty("BulkDataURI").GetString(), StringComparison.Ordinal);
        Assert.Equal(samples[0].DataSet, Part10.Read(Bytes(Value(answers[7]))).DataSet.ToArray());
        Assert.Equal(samples[0].DataSet, Part10.Read(Bytes(Value(answers[8]))).DataSet.ToArray());
        Assert.Equal(
            samples.Select(sample => Convert.ToHexString(sample.DataSet)).Order(StringComparer.Ordinal),
            Value(answers[9]).EnumerateArray().Select(file => Convert.ToHexString(Part10.Read(Bytes(file)).DataSet.Span)).Order(StringComparer.Ordinal));
        Assert.Equal(pixels, Bytes(Value(answers[10])));
        Assert.Equal(pixels, Bytes(Value(answers[11])));
        Assert.Equal("89504E47", Convert.ToHexString(Bytes(Value(answers[12])).AsSpan(0, 4)));
        Assert.Equal("FFD8FF", Convert.ToHexString(Bytes(Value(answers[13])).AsSpan(0, 3)));
        Assert.Equal("FFD8FF", Convert.ToHexString(Bytes(Value(answers[14])).AsSpan(0, 3)));
        Assert.Equal(0, Value(answers[15]).GetArrayLength());
        Assert.Equal(404, answers[16].GetProperty("status").GetInt32());
        foreach (var service in new[] { "QIDO-RS", "WADO-RS", "STOW-RS" })
        {
            WebClients.Note("dicomweb-client", service);
        }
    }

    [Fact]
    public async Task Ohif_lists_a_study_opens_it_and_shows_its_image()
    {
        using var folder = new TemporaryFolder();
        var (study, series) = (Uid.New(), Uid.New());
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, [.. Enumerable.Range(1, 6).Select(number => Image(study, series, number, "WEBOHIF"))]));

        var shown = await WebClients.ShowInOhifAsync(Gantry, "RAMP WEBOHIF", study.Value, Environment.GetEnvironmentVariable("GANTRY_SCREENSHOTS") ?? folder.Folder("screenshots"));

        Assert.Contains("ANON, ONE", shown.GetProperty("list").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, shown.GetProperty("thumbnails").GetInt32());
        int[] greys = [.. shown.GetProperty("greys").EnumerateArray().Select(grey => grey.GetInt32())];
        int[] expected = [32, 96, 160, 224]; // a ramp from black on the left to white on the right
        Assert.All(greys.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 16, pair.Second + 16));
        var asked = shown.GetProperty("log").EnumerateArray().ToList();
        Assert.Contains(asked, line => line.GetProperty("path").GetString()!.Contains("/frames/", StringComparison.Ordinal));
        Assert.All(asked, line => Assert.True(line.GetProperty("status").GetInt32() < 400, line.GetRawText()));
        WebClients.Note("@ohif/app", "QIDO-RS");
        WebClients.Note("@ohif/app", "WADO-RS");
    }

    // A ramp from left to right, with the window that shows all of it.
    private static Sample Image(Uid study, Uid? series, int number, string patient) => Samples.Make(study, series, number, patient, pixelBytes: 0, more: builder =>
    {
        var pixels = new byte[Side * Side * 2];
        for (var i = 0; i < Side * Side; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(2 * i), (ushort)(i % Side * 4096 / Side));
        }

        builder.Set(Tags.Rows, Side).Set(Tags.Columns, Side).Set(Tags.WindowCenter, "2048").Set(Tags.WindowWidth, "4096")
            .Set(Tags.RescaleIntercept, "0").Set(Tags.RescaleSlope, "1").Set(Tags.PixelSpacing, ["1", "1"]).Set(Tags.SliceThickness, "1")
            .Set(Tags.ImagePositionPatient, ["0", "0", number.ToString(CultureInfo.InvariantCulture)]).Set(Tags.ImageOrientationPatient, ["1", "0", "0", "0", "1", "0"])
            .Set(Tags.FrameOfReferenceUID, study).Set(Tags.StudyDescription, $"RAMP {patient}").Set(Tags.PixelData, pixels, Vr.OW);
    });

    private static JsonElement Value(JsonElement answer) => answer.TryGetProperty("value", out var value) ? value : throw new Xunit.Sdk.XunitException(answer.GetRawText());

    // In parts, or by itself.
    private static byte[] Bytes(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array ? Assert.Single(value.EnumerateArray()) : value).GetProperty("bytes").GetBytesFromBase64();

    private static string Text(JsonElement match, Tag tag) => match.GetProperty($"{tag:X}").GetProperty("Value")[0].GetString()!;
}
