using System.Diagnostics;
using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Parse;

/// <summary>Gantry as a contender: reads the files of a list one after the other, on one thread, and tells the seconds and the bytes it allocated.</summary>
internal static class FileReading
{
    private static readonly DataSetReaderOptions ShortValues = new() { MaximumValueBytes = 1_024 };
    private static readonly DataSetReaderOptions NoPixelData = new() { StopBefore = Tags.PixelData };

    public static async Task RunAsync(string mode, string[] files, TextWriter output)
    {
        Func<string, long> read = mode switch
        {
            "open" => path => DicomFile.Open(path).DataSet.Count,
            "visit" => path => Visit(DicomFile.Open(path).DataSet),
            "objects" => path => Make(DicomFile.Open(path).DataSet),
            "header" => path => DicomFile.Open(path, ShortValues).DataSet.Count,
            "stop" => path => DicomFile.Open(path, NoPixelData).DataSet.Count,
            _ => throw new BenchmarkException($"{mode} is no way of reading."),
        };
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var begun = Stopwatch.GetTimestamp();
        long sum = 0;
        foreach (var file in files)
        {
            sum += read(file);
        }

        var elapsed = Stopwatch.GetElapsedTime(begun);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        if (sum == 0)
        {
            throw new BenchmarkException("Nothing was read.");
        }

        await output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds} {allocated}"));
    }

    private static long Visit(DicomDataSet dataSet)
    {
        long sum = 0;
        foreach (var element in dataSet.Walk())
        {
            sum += element.Value.Length + 1;
        }

        return sum;
    }

    private static long Make(DicomDataSet dataSet)
    {
        long sum = 0;
        foreach (var element in dataSet)
        {
            sum += element switch
            {
                DicomBytes bytes => bytes.Value.Length + 1,
                DicomSequence sequence => sequence.Items.Sum(Make),
                _ => ((DicomFragments)element).Fragments.Sum(fragment => (long)fragment.Length),
            };
        }

        return sum;
    }
}
