namespace Gantry.Dicom;

/// <summary>Tells what is wrong with files and data sets, by the rules that hold for every kind of instance; what each module asks for is not looked at.</summary>
public static class DicomValidator
{
    /// <summary>The most findings that are told of one file or data set.</summary>
    public const int MaximumFindings = 1_000;

    /// <summary>How a file is to be read so that all that is wrong can be told: to the first fault, values of more than 64 MiB apart.</summary>
    public static DataSetReaderOptions ReaderOptions { get; } = new() { KeepsWhatPrecedesFault = true, MaximumValueBytes = 64L << 20 };

    /// <summary>What is wrong with a file, as far as it was read; see <see cref="ReaderOptions"/>.</summary>
    /// <returns>The findings: the file's own first, then those of the elements in their order; at most <see cref="MaximumFindings"/>.</returns>
    public static IReadOnlyList<ValidationFinding> Validate(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var findings = new FindingList();
        FileChecks.Check(file, findings);
        new DataSetChecks(findings).Check(file.DataSet);
        InstanceChecks.Check(file, findings);
        return findings.All;
    }

    /// <summary>What is wrong with the elements of a data set, those in items included.</summary>
    /// <returns>The findings in the order of the elements; at most <see cref="MaximumFindings"/>.</returns>
    public static IReadOnlyList<ValidationFinding> Validate(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        var findings = new FindingList();
        new DataSetChecks(findings).Check(dataSet);
        return findings.All;
    }
}
