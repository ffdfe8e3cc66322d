using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A host that makes images quickly, and a disc of it with what it stored: for all tests of images.</summary>
public sealed class MediaHost : SharedGantry
{
    private string? _disc;

    /// <summary>The SOP Instance UIDs of what is on the disc.</summary>
    internal List<string> OnDisc { get; } = [];

    /// <summary>The disc in the recorder.</summary>
    internal string Recorder => Folder.File("recorder");

    private protected override string[] Settings =>
    [
        "--Gantry:Plugins:gantry.mediacreation:LookInterval", "00:00:00.2", "--Gantry:Plugins:gantry.mediacreation:RetryInterval", "00:00:01",
        "--Gantry:Plugins:gantry.mediacreation:Device", "imagefile", "--Gantry:Plugins:gantry.discrecorder:Drive", "stdio:" + Recorder,
        "--Gantry:AETitles", "BURN", "--Gantry:Plugins:gantry.mediacreation:BurnTo:0", "BURN=imagefile", "--Gantry:Plugins:gantry.storage:StudyQuietPeriod", "00:00:02",
    ];

    /// <summary>The files of a disc with two studies of images and a document, as xorriso takes them from the image; made for the first who asks, one at a time.</summary>
    internal async Task<string> DiscAsync()
    {
        Xorriso.FindOrSkip();
        return _disc ??= await MakeDiscAsync();
    }

    private static Sample Document(Uid study)
    {
        DicomDataSet Code(string value, string meaning) =>
            new DicomDataSetBuilder().Add(Tags.CodeValue, value).Add(Tags.CodingSchemeDesignator, "99GANTRY").Add(Tags.CodeMeaning, meaning).Build();
        return Samples.Make(study, number: 7, sopClass: Uids.BasicTextSRStorage, pixelBytes: 0, more: document => document
            .Set(Tags.Modality, "SR").Set(Tags.ContentDate, "20260102").Set(Tags.ContentTime, "030405").Set(Tags.CompletionFlag, "COMPLETE").Set(Tags.VerificationFlag, "VERIFIED")
            .Set(Tags.VerifyingObserverSequence, [new DicomDataSetBuilder().Add(Tags.VerificationDateTime, "20260102040506").Build()])
            .Set(Tags.ConceptNameCodeSequence, Code("1", "Report")));
    }

    private async Task<string> MakeDiscAsync()
    {
        var (first, second, series) = (Uid.New(), Uid.New(), Uid.New());
        Sample[] samples =
        [
            .. Enumerable.Range(1, 3).Select(number => Samples.Make(first, series, number)),
            Samples.Make(first, number: 1, sopClass: Samples.MRImage, transferSyntax: TransferSyntax.ImplicitVRLittleEndian, more: image => image.Set(Tags.Modality, "MR")),
            Samples.Make(second, patientId: "ANON2"),
            Document(first),
        ];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));
        OnDisc.AddRange(samples.Select(sample => sample.Instance.Value).Order(StringComparer.Ordinal));

        string[] create = ["media", "create", "--study", first.Value, "--study", second.Value, "--device", "imagefile", "--file-set-id", "OTHERS", "--wait", "--json"];
        using var made = JsonDocument.Parse((await Gantry.CliAsync(create)).Succeeded().Output);
        var disc = Folder.File("disc");
        await Xorriso.ExtractAsync(Path.Combine(Gantry.DataFolder, "gantry.imagefile", "images", made.RootElement.GetProperty("fileSets")[0].Text("order") + ".iso"), disc);
        return disc;
    }
}

/// <summary>The tests that share the host of images.</summary>
[CollectionDefinition(nameof(WithMediaHost))]
public sealed class WithMediaHost : ICollectionFixture<MediaHost>;
