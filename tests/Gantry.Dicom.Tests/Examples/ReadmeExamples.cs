#pragma warning disable xUnit1051 // who reads the examples has no test whose token could be passed

using System.Buffers;

namespace Gantry.Dicom.Tests.Examples;

/// <summary>The examples of dicom/README.md: its code is what stands between the region's lines here, and runs as a test.</summary>
public sealed class ReadmeExamples : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Path => System.IO.Path.Combine(_folder, "image.dcm");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Read_values()
    {
        var path = WriteImage();

        #region Read values
        var file = await DicomFile.OpenAsync(path);
        var dataSet = file.DataSet;

        string? id = dataSet.GetString(Tags.PatientID);                      // null: absent or empty
        string? family = dataSet.GetPersonName(Tags.PatientName)?.Alphabetic.FamilyName;
        DateOnly? born = dataSet.GetDate(Tags.PatientBirthDate)?.Earliest;   // null also where it is no date
        int rows = dataSet.GetInt32(Tags.Rows) ?? 0;
        var spacing = dataSet.GetDoubles(Tags.PixelSpacing);                 // empty unless all are numbers
        bool isThere = dataSet.Contains(Tags.AccessionNumber);               // with or without a value
        #endregion

        Assert.Equal(("ID1", "ANON", new DateOnly(1970, 1, 31), 2, false), (id, family, born, rows, isThere));
        Assert.Equal([0.5, 0.25], spacing);
    }

    [Fact]
    public async Task Read_the_header_of_a_large_file()
    {
        var path = WriteImage();

        #region Read the header of a large file
        await using var stream = File.OpenRead(path);
        var file = await DicomFile.ReadAsync(stream, new DataSetReaderOptions { MaximumValueBytes = 1_024 });

        // Longer values were not even read from the disk. Each can be had as a stream, also one of several gigabytes.
        foreach (var left in file.Reading.Skipped.Where(element => element.Tag == Tags.PixelData))
        {
            await using var pixels = file.OpenValue(left, stream);
            await pixels.CopyToAsync(Stream.Null);
        }
        #endregion

        Assert.Equal(2_048, Assert.Single(file.Reading.Skipped).Length);
        Assert.Equal("ID1", file.DataSet.GetString(Tags.PatientID));
    }

    [Fact]
    public void Make_a_file()
    {
        var path = Path;

        #region Make a file
        var image = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage)
            .Add(Tags.SOPInstanceUID, Uid.New())
            .Add(Tags.PatientName, "ANON^ONE=無名^一")      // beyond ASCII: Specific Character Set becomes ISO_IR 192
            .Add(Tags.PixelSpacing, [0.5, 0.25])            // numbers as the VR has them, here decimal strings
            .Add(Tags.ReferencedImageSequence, [new DicomDataSetBuilder().Add(Tags.ReferencedSOPInstanceUID, "2.25.7").Build()])
            .Build();

        File.WriteAllBytes(path, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
        #endregion

        Assert.Equal("無名", DicomFile.Read(File.ReadAllBytes(path)).DataSet.GetPersonName(Tags.PatientName)?.Ideographic.FamilyName);
    }

    [Fact]
    public void Change_and_convert()
    {
        var path = WriteImage();

        #region Change and convert
        var file = DicomFile.Read(File.ReadAllBytes(path));
        var changed = file.DataSet.ToBuilder()
            .Set(Tags.InstitutionName, "Gantry")
            .Remove(Tags.PatientComments)
            .Build();                                       // what was not changed keeps its bytes

        byte[] bigEndian = DicomFile.ToArray(changed, TransferSyntax.ExplicitVRBigEndian);
        #endregion

        var read = DicomFile.Read(bigEndian);
        Assert.Equal(("Gantry", 2), (read.DataSet.GetString(Tags.InstitutionName), read.DataSet.GetInt32(Tags.Rows)));
    }

    [Fact]
    public void Sequences_and_private_elements()
    {
        #region Sequences and private elements
        var builder = new DicomDataSetBuilder();
        var tag = builder.ReservePrivate("GANTRY EXAMPLE", 0x0029, 0x01);        // (0029,1001), its creator in (0029,0010)
        var dataSet = builder
            .Add(tag, "a value of our own", Vr.LO)
            .Add(Tags.RequestAttributesSequence, [new DicomDataSetBuilder().Add(Tags.RequestedProcedureID, "P1").Build()])
            .Build();

        foreach (var item in dataSet.GetItems(Tags.RequestAttributesSequence))
        {
            Console.WriteLine(item.GetString(Tags.RequestedProcedureID));
        }

        // Never by the full tag: which block a creator has differs from data set to data set.
        var found = dataSet.TryGetPrivate("GANTRY EXAMPLE", 0x0029, 0x01, out var element) ? dataSet.GetString(element.Tag) : null;
        var known = PrivateDictionary.TryGet("SIEMENS CSA HEADER", new Tag(0x0029, 0x1010), out var entry) ? entry.Name : "";
        #endregion

        Assert.Equal(("a value of our own", "CSA Image Header Info"), (found, known));
    }

    [Fact]
    public void Look_things_up()
    {
        #region Look things up
        DicomDictionary.TryGet(Tags.PatientID, out var element);        // PatientID, "Patient ID", LO, 1
        DicomDictionary.TryGetTag("PatientName", out var tag);          // (0010,0010)
        string name = DicomUidRegistry.GetName(Uids.CTImageStorage);    // CT Image Storage
        StorageSopClasses.TryGet(Uids.CTImageStorage, out var ct);      // images of modality CT
        #endregion

        Assert.Equal(("Patient ID", Tags.PatientName, "CT Image Storage", "CT"), (element?.Name, tag, name, ct?.Modality));
    }

    [Fact]
    public async Task Read_and_write_json()
    {
        var dataSet = DicomFile.Read(File.ReadAllBytes(WriteImage())).DataSet;

        #region Read and write JSON
        var options = new DicomJsonWriterOptions { BulkData = element => BulkDataPlacement.At($"bulk/{element.Path}") };
        byte[] json = DicomJsonWriter.ToArray(dataSet, options);

        var back = DicomJsonReader.Read(json, new DicomJsonReaderOptions
        {
            BulkData = reference => new DicomBytes(reference.Tag, reference.Vr, new byte[2_048]),   // fetch what is at reference.Uri
        });

        using var stream = new MemoryStream([.. "["u8, .. json, .. "]"u8]);
        await foreach (var one in DicomJsonReader.ReadAsync(stream, new DicomJsonReaderOptions { BulkData = _ => null }))
        {
            Console.WriteLine(one.GetString(Tags.PatientID));
        }
        #endregion

        Assert.Equal(DataSetDigest.Of(dataSet).ElementCount, DataSetDigest.Of(back).ElementCount);
    }

    [Fact]
    public void Match_a_query()
    {
        var dataSet = DicomFile.Read(File.ReadAllBytes(WriteImage())).DataSet;

        #region Match a query
        var identifier = new DicomDataSetBuilder()
            .Add(Tags.PatientName, "anon^*")                    // without regard to case, accents and group
            .Add(Tags.PatientBirthDate, "1970-1979")
            .Add(Tags.ModalitiesInStudy)                        // universal: asked for, matches all
            .Build();
        var query = new DataSetMatcher(identifier);

        if (query.Matches(dataSet))
        {
            DicomDataSet answer = query.Select(dataSet);        // the keys, with the entity's values
            Console.WriteLine(answer.GetString(Tags.PatientName));
        }
        #endregion

        Assert.True(query.Matches(dataSet));
    }

    [Fact]
    public void De_identify()
    {
        var path = WriteImage();

        #region De-identify
        var deidentifier = new Deidentifier(new DeidentifierOptions
        {
            Profile = ConfidentialityOptions.RetainPatientCharacteristics,
            Key = "the same key gives the same UIDs"u8.ToArray(),
        });
        var output = new ArrayBufferWriter<byte>();
        var result = deidentifier.Deidentify(DicomFile.Read(File.ReadAllBytes(path)), output);

        foreach (var warning in result.Warnings)
        {
            Console.WriteLine($"{warning.Tag} {warning.Message}");
        }
        #endregion

        Assert.NotEqual("ID1", DicomFile.Read(output.WrittenMemory).DataSet.GetString(Tags.PatientID));
    }

    [Fact]
    public async Task Look_for_faults_and_compare()
    {
        var (path, other) = (WriteImage(), WriteImage());

        #region Look for faults and compare
        var file = await DicomFile.OpenAsync(path, DicomValidator.ReaderOptions);       // keeps what precedes a fault
        foreach (var finding in DicomValidator.Validate(file))
        {
            Console.WriteLine($"{finding.Severity} {finding.Code} {finding.Path} {finding.Message}");
        }

        FileMetaInformation repaired = file.RepairFileMeta();
        await using var stream = File.OpenRead(other);
        bool isSame = DataSetDigest.Of(file.DataSet) == await DataSetDigest.OfFileAsync(stream);
        Console.Write(DataSetDump.ToString(file.DataSet));
        #endregion

        Assert.True(isSame);
        Assert.Same(file.FileMeta, repaired);
    }

    private string WriteImage()
    {
        var image = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Add(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Add(Tags.PatientID, "ID1").Add(Tags.PatientName, "ANON^ONE").Add(Tags.PatientBirthDate, "19700131").Add(Tags.PatientComments, "none")
            .Add(Tags.Rows, 2).Add(Tags.PixelSpacing, [0.5, 0.25]).Add(Tags.PixelData, new byte[2_048])
            .Build();
        File.WriteAllBytes(Path, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
        return Path;
    }
}
